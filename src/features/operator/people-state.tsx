import { Badge } from '~/ui/badge'

const roles: Record<string, string> = { operator: 'Operator', support: 'Support', user: 'Customer' }

/** A role of the product as the console calls it; `user` is what everybody else is. */
export const roleInWords = (role: string | null): string => roles[role ?? 'user'] ?? role ?? ''

type Standing = { banned: boolean; verified: boolean }

/** How an account stands, as a word: what is wrong comes first. */
export function PersonState({ banned, verified }: Standing) {
  if (banned) return <Badge tone="bad">Banned</Badge>
  if (!verified) {
    return (
      <Badge tone="warn" open>
        Unconfirmed
      </Badge>
    )
  }
  return <Badge tone="good">Active</Badge>
}
