import { createFileRoute } from '@tanstack/react-router'
import app from 'app.config'
import { emailQuery } from '~/features/account/email.queries'
import { EmailSection } from '~/features/account/email-section'
import { PictureRow } from '~/features/account/picture-row'
import { ProfileForm } from '~/features/account/profile-form'
import { UsernameForm } from '~/features/account/username-form'
import { Page } from '~/ui/page'
import { Settings } from '~/ui/setting-row'

export const Route = createFileRoute('/app/account/profile')({
  head: () => ({ meta: [{ title: 'Your profile' }] }),
  loader: ({ context }) => context.queryClient.ensureQueryData(emailQuery),
  component: Profile,
})

function Profile() {
  const { user } = Route.useRouteContext()
  return (
    <Page title="Your profile" sentence="Who you are, for the people you work with.">
      <Settings>
        <PictureRow name={user.name} image={user.image} />
      </Settings>
      <div className="mt-6">
        <ProfileForm name={user.name} />
      </div>
      <EmailSection />
      {app.signIn.username && <UsernameForm username={user.username} />}
    </Page>
  )
}
