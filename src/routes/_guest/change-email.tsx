import { createFileRoute } from '@tanstack/react-router'
import { emailChangeQuery } from '~/features/account/email.queries'
import { EmailChange } from '~/features/account/email-change'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/change-email')({
  head: () => ({ meta: [{ title: 'Change your address' }] }),
  loaderDeps: ({ search }) => ({ token: search.token ?? '' }),
  loader: ({ context, deps }) => context.queryClient.ensureQueryData(emailChangeQuery(deps.token)),
  component: ChangeEmail,
})

function ChangeEmail() {
  const { token } = Route.useSearch()
  return (
    <NarrowFrame title="Change your address">
      <EmailChange key={token} token={token ?? ''} />
    </NarrowFrame>
  )
}
