import { createFileRoute } from '@tanstack/react-router'
import { VerifyAddress } from '~/features/sign-in/verify-address'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/verify-email')({
  head: () => ({ meta: [{ title: 'Confirm your address' }] }),
  component: VerifyEmail,
})

function VerifyEmail() {
  const { token, redirect } = Route.useSearch()
  return (
    <NarrowFrame title="Confirm your address">
      <VerifyAddress token={token ?? ''} redirect={redirect} />
    </NarrowFrame>
  )
}
