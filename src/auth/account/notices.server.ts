import { page } from '~/auth/sign-in/own-pages.server'
import { unitUnderWay } from '~/auth/unit.server'
import { send } from '~/email/send.server'
import { browserInWords } from './browser-words'
import { type Claim, rememberClaim } from './not-me-token.server'

/** What the owner of an account is told of; the letter `account-notice` has the words. */
export type Notice =
  | 'new-device'
  | 'password-changed'
  | 'email-changed'
  | 'two-step-on'
  | 'two-step-off'
  | 'passkey-added'
  | 'passkey-removed'
  | 'account-linked'
  | 'account-unlinked'

type Details = {
  userAgent?: string | null
  ipAddress?: string | null
  /** Of an account elsewhere, as people know it. */
  provider?: string
  /** What undoing it takes back, besides ending every session. */
  undo?: Claim['undo']
}

/**
 * Writes to the owner of an account what happened to it, with a way to say that it was not them. Sent if and only
 * if the unit under way is stored.
 * @param person.email where it goes: after a change of the address, the old one or the new one
 */
export async function tellOwner(
  person: { id: string; name: string; email: string },
  what: Notice,
  { userAgent, ipAddress, provider, undo }: Details = {},
): Promise<void> {
  const token = await rememberClaim({ userId: person.id, email: person.email, undo })
  await send(
    {
      letter: 'account-notice',
      to: person.email,
      props: {
        name: person.name,
        what,
        at: new Date().toISOString(),
        ...(userAgent ? { device: browserInWords(userAgent) } : {}),
        ...(ipAddress ? { address: ipAddress } : {}),
        ...(provider ? { provider } : {}),
        url: page('/not-me', { token }),
      },
    },
    { tx: unitUnderWay() },
  )
}
