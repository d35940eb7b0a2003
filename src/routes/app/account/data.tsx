import { createFileRoute } from '@tanstack/react-router'
import { whatKeepsQuery } from '~/features/account/data.queries'
import { DeleteRow, ExportRow } from '~/features/account/data-section'
import { Page } from '~/ui/page'
import { Settings } from '~/ui/setting-row'

export const Route = createFileRoute('/app/account/data')({
  head: () => ({ meta: [{ title: 'Your data' }] }),
  loader: ({ context }) => context.queryClient.ensureQueryData(whatKeepsQuery),
  component: Data,
})

function Data() {
  const { user } = Route.useRouteContext()
  return (
    <Page title="Your data" sentence="What we know of you, and how to leave for good.">
      <Settings>
        <ExportRow />
        <DeleteRow email={user.email} />
      </Settings>
    </Page>
  )
}
