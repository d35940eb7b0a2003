import { createFileRoute } from '@tanstack/react-router'
import { ProfileForm } from '~/features/account/profile-form'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/account/profile')({
  head: () => ({ meta: [{ title: 'Your profile' }] }),
  component: Profile,
})

function Profile() {
  const { user } = Route.useRouteContext()
  return (
    <Page title="Your profile" sentence={`You sign in as ${user.email}.`}>
      <ProfileForm name={user.name} />
    </Page>
  )
}
