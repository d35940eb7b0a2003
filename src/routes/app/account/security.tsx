import { createFileRoute } from '@tanstack/react-router'
import app from 'app.config'
import { z } from 'zod/mini'
import { providersQuery } from '~/auth/providers/providers.queries'
import { linkedQuery } from '~/features/account/linked.queries'
import { LinkedSection } from '~/features/account/linked-section'
import { passkeysQuery } from '~/features/account/passkeys.queries'
import { PasskeysSection } from '~/features/account/passkeys-section'
import { passwordQuery } from '~/features/account/password.queries'
import { PasswordSection } from '~/features/account/password-section'
import { secondStepQuery } from '~/features/account/second-step.queries'
import { SecondStepSection } from '~/features/account/second-step-section'
import { SecondStepAsked } from '~/features/organizations/second-step-notice'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/account/security')({
  head: () => ({ meta: [{ title: 'Security' }] }),
  validateSearch: z.object({ asked: z.optional(z.string()), error: z.optional(z.string()) }),
  loader: ({ context }) =>
    Promise.all([
      context.queryClient.ensureQueryData(passwordQuery),
      context.queryClient.ensureQueryData(secondStepQuery),
      context.queryClient.ensureQueryData(passkeysQuery),
      context.queryClient.ensureQueryData(linkedQuery),
      context.queryClient.ensureQueryData(providersQuery),
    ]),
  component: Security,
})

function Security() {
  const { asked, error } = Route.useSearch()
  return (
    <Page title="Security" sentence="How you show that it is you.">
      {asked && <SecondStepAsked slug={asked} />}
      <PasswordSection />
      <SecondStepSection />
      {app.signIn.passkey && <PasskeysSection />}
      <LinkedSection error={error} />
    </Page>
  )
}
