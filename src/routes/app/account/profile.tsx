import { createFileRoute, Link } from '@tanstack/react-router'
import { PersonMenu } from '~/features/account/person-menu'
import { ProfileForm } from '~/features/account/profile-form'
import { Page } from '~/ui/page'
import { PlainShell } from '~/ui/plain-shell'

export const Route = createFileRoute('/app/account/profile')({
  head: () => ({ meta: [{ title: 'Your profile' }] }),
  component: Profile,
})

function Profile() {
  const { user } = Route.useRouteContext()
  return (
    <PlainShell person={<PersonMenu />}>
      <Page
        title="Your profile"
        sentence={`You sign in as ${user.email}.`}
        back={
          <Link to="/app" className="link">
            Your organizations
          </Link>
        }
      >
        <ProfileForm name={user.name} />
      </Page>
    </PlainShell>
  )
}
