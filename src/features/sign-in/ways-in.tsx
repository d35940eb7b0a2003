import { useSuspenseQuery } from '@tanstack/react-query'
import app from 'app.config'
import { waysBackQuery } from '~/auth/sign-in/accounts.queries'
import { PasskeyWay } from './passkey-way'
import { ProviderButtons } from './provider-buttons'

type Props = { redirect?: string; last: string | null }

/** The ways in that need no typing, each as the product offers it; `last` is the one used last, by its id. */
export function OtherWays({ redirect, last }: Props) {
  return (
    <>
      {app.signIn.passkey && <PasskeyWay redirect={redirect} last={last === 'passkey'} />}
      <ProviderButtons redirect={redirect} last={last} />
    </>
  )
}

/** Those of them that make an account. */
export function NewWays({ redirect }: { redirect?: string }) {
  return (
    <div className="mt-6 grid gap-2 border-t pt-6 empty:hidden">
      <ProviderButtons redirect={redirect} />
    </div>
  )
}

/** How somebody came in last in this browser: `email`, `magic-link`, `email-otp`, `passkey` or a provider's id. */
export function useLastWay(): string | null {
  return useSuspenseQuery(waysBackQuery).data.last
}
