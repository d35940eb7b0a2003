import { createFileRoute, Link } from '@tanstack/react-router'
import { providersQuery } from '~/auth/providers/providers.queries'
import { sessionQuery } from '~/auth/session.queries'
import { waysBackQuery } from '~/auth/sign-in/accounts.queries'
import { ProviderFault } from '~/features/sign-in/provider-fault'
import { SignInCard } from '~/features/sign-in/sign-in-card'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/sign-in')({
  head: () => ({ meta: [{ title: 'Sign in' }] }),
  loader: ({ context }) =>
    Promise.all([
      context.queryClient.ensureQueryData(waysBackQuery),
      context.queryClient.ensureQueryData(sessionQuery),
      context.queryClient.ensureQueryData(providersQuery),
    ]),
  component: SignIn,
})

function SignIn() {
  const { redirect, email, add, way, error } = Route.useSearch()
  return (
    <NarrowFrame
      title={add ? 'Add another account' : 'Sign in'}
      foot={
        <>
          New here?{' '}
          <Link to="/sign-up" search={{ redirect, email, add }}>
            Create an account
          </Link>
        </>
      }
    >
      <ProviderFault error={error} />
      <SignInCard redirect={redirect} email={email} hasCode={way === 'code'} />
    </NarrowFrame>
  )
}
