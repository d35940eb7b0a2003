import { createFileRoute, Link } from '@tanstack/react-router'
import { SignUpForm } from '~/features/sign-in/sign-up-form'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/sign-up')({
  head: () => ({ meta: [{ title: 'Create an account' }] }),
  component: SignUp,
})

function SignUp() {
  const { redirect, email } = Route.useSearch()
  return (
    <NarrowFrame
      title="Create an account"
      sentence="For yourself. Organizations come after."
      foot={
        <>
          Have one already?{' '}
          <Link to="/sign-in" search={{ redirect, email }}>
            Sign in
          </Link>
        </>
      }
    >
      <SignUpForm redirect={redirect} email={email} />
    </NarrowFrame>
  )
}
