import { createFileRoute } from '@tanstack/react-router'
import { sessionsQuery } from '~/features/account/sessions.queries'
import { SessionsEnd } from '~/features/account/sessions-end'
import { SessionsList } from '~/features/account/sessions-list'
import { Page, Section } from '~/ui/page'

export const Route = createFileRoute('/app/account/sessions')({
  head: () => ({ meta: [{ title: 'Sessions' }] }),
  loader: ({ context }) => context.queryClient.ensureQueryData(sessionsQuery),
  component: Sessions,
})

function Sessions() {
  return (
    <Page title="Sessions" sentence="Where you are signed in.">
      <Section>
        <SessionsList />
      </Section>
      <Section title="Sign out of many at once">
        <SessionsEnd />
      </Section>
    </Page>
  )
}
