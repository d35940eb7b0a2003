import { createFileRoute, Link } from '@tanstack/react-router'
import { SignInForm } from '~/features/sign-in/sign-in-form'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/sign-in')({
  head: () => ({ meta: [{ title: 'Sign in' }] }),
  component: SignIn,
})

function SignIn() {
  const { redirect, email } = Route.useSearch()
  return (
    <NarrowFrame
      title="Sign in"
      foot={
        <>
          New here?{' '}
          <Link to="/sign-up" search={{ redirect, email }}>
            Create an account
          </Link>
        </>
      }
    >
      <SignInForm redirect={redirect} email={email} />
    </NarrowFrame>
  )
}
