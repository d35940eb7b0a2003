import { createFileRoute, Link } from '@tanstack/react-router'
import { ResetForm } from '~/features/sign-in/reset-form'
import { ResetRequestForm } from '~/features/sign-in/reset-request-form'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/reset-password')({
  head: () => ({ meta: [{ title: 'Choose a new password' }] }),
  component: ResetPassword,
})

function ResetPassword() {
  const { token } = Route.useSearch()
  return (
    <NarrowFrame
      title={token ? 'Choose a new password' : 'Forgot your password?'}
      sentence={token ? undefined : 'We send you a letter with a link to choose a new one.'}
      foot={
        token ? (
          <Link to="/reset-password">Ask for a new link</Link>
        ) : (
          <Link to="/sign-in">Back to sign in</Link>
        )
      }
    >
      {token ? <ResetForm token={token} /> : <ResetRequestForm />}
    </NarrowFrame>
  )
}
