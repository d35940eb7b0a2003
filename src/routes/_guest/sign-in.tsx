import { createFileRoute, Link, redirect } from '@tanstack/react-router'
import { hasLooked } from '~/auth/impersonation/look.functions'
import { providersQuery } from '~/auth/providers/providers.queries'
import { sessionQuery } from '~/auth/session.queries'
import { waysBackQuery } from '~/auth/sign-in/accounts.queries'
import { ProviderFault } from '~/features/sign-in/provider-fault'
import { SignInCard } from '~/features/sign-in/sign-in-card'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/sign-in')({
  head: () => ({ meta: [{ title: 'Sign in' }] }),
  loader: async ({ context }) => {
    // Whoever looked through somebody's eyes has a session of their own to go back to.
    if (await hasLooked()) throw redirect({ to: '/look-over' })
    await Promise.all([
      context.queryClient.ensureQueryData(waysBackQuery),
      context.queryClient.ensureQueryData(sessionQuery),
      context.queryClient.ensureQueryData(providersQuery),
    ])
  },
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
