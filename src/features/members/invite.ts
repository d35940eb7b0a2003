import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { Refusal } from '~/refusal'
import type { Line } from './addresses'

export type Wanted = { email: string; role: string; teamIds: string[]; resend?: boolean }

/** Invites one person; `resend` writes the letter again while their invitation is open. */
export async function invite(
  organizationId: string,
  { email, role, teamIds, resend }: Wanted,
): Promise<void> {
  answered<unknown>(
    await authClient.organization.inviteMember({
      email,
      role,
      organizationId,
      resend,
      ...(teamIds.length > 0 && { teamId: teamIds }),
    }),
  )
}

/** What became of an entry; without a sentence, the letter is on its way. */
export type Outcome = Line & { sentence?: string }

/**
 * Invites one after the other and says what became of each, as it happens. Whoever is refused does not stand in the
 * way of the next; only where the server asks to wait, nobody further is asked.
 */
export async function inviteAll(
  organizationId: string,
  lines: readonly Line[],
  how: Omit<Wanted, 'email'>,
  tell: (outcomes: Outcome[]) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let wait: string | undefined
  for (const line of lines) {
    const refused = wait ? { sentence: wait } : await inviteOne(organizationId, line, how)
    if (refused?.code === 'unavailable') wait = refused.sentence
    outcomes.push({ ...line, sentence: refused?.sentence })
    tell([...outcomes])
  }
  return outcomes
}

type Refused = { sentence: string; code?: string }

async function inviteOne(
  organizationId: string,
  { email }: Line,
  how: Omit<Wanted, 'email'>,
): Promise<Refused | undefined> {
  if (!email) return { sentence: 'This does not look like an e-mail address.' }
  try {
    await invite(organizationId, { ...how, email })
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    return { sentence: 'Something went wrong on our side. Try this one again.' }
  }
}
