import { createFileRoute } from '@tanstack/react-router'
import { PasswordSection } from '~/features/account/password-section'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/account/security')({
  head: () => ({ meta: [{ title: 'Security' }] }),
  component: Security,
})

function Security() {
  return (
    <Page title="Security" sentence="How you show that it is you.">
      <PasswordSection />
    </Page>
  )
}
