import { Refusal } from '~/refusal'

type Demand = { name: string; twoFactorFrom: Date | string | null }
type Person = { twoFactorEnabled?: boolean | null }

/** Days from the demand until it holds that an owner can choose from; none is at once. */
export const graceDays = [0, 7, 14, 30] as const

/**
 * Since when, or from when, an organization keeps somebody out who has no second step; undefined where it asks for
 * none, or they have one.
 */
export function demandOn(
  { twoFactorFrom }: Demand,
  { twoFactorEnabled }: Person,
): Date | undefined {
  return twoFactorFrom && !twoFactorEnabled ? new Date(twoFactorFrom) : undefined
}

/**
 * Lets in whoever has the second step that the organization asks for.
 * @throws Refusal forbidden once it holds
 */
export function keepSecondStep(organization: Demand, person: Person): void {
  const from = demandOn(organization, person)
  if (!from || from > new Date()) return
  throw new Refusal(
    'forbidden',
    `${organization.name} asks for two-step sign-in. Switch it on in your account, under Security.`,
  )
}
