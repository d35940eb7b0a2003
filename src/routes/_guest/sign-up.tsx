import { createFileRoute, Link } from '@tanstack/react-router'
import app from 'app.config'
import { providersQuery } from '~/auth/providers/providers.queries'
import { SignUpByLinkForm } from '~/features/sign-in/sign-up-by-link-form'
import { SignUpForm } from '~/features/sign-in/sign-up-form'
import { NewWays } from '~/features/sign-in/ways-in'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/sign-up')({
  head: () => ({ meta: [{ title: 'Create an account' }] }),
  loader: ({ context }) => context.queryClient.ensureQueryData(providersQuery),
  component: SignUp,
})

function SignUp() {
  const { redirect, email, add } = Route.useSearch()
  const { password, magicLink } = app.signIn
  return (
    <NarrowFrame
      title="Create an account"
      sentence="For yourself. Organizations come after."
      foot={
        <>
          Have one already?{' '}
          <Link to="/sign-in" search={{ redirect, email, add }}>
            Sign in
          </Link>
        </>
      }
    >
      {password && <SignUpForm redirect={redirect} email={email} />}
      {!password && magicLink && <SignUpByLinkForm redirect={redirect} email={email} />}
      <NewWays redirect={redirect} />
    </NarrowFrame>
  )
}
