export type OperatorRole = 'operator' | 'support'

/** The role in which somebody runs the product; null for everybody else. */
export function operatorRoleOf({ role }: { role?: string | null }): OperatorRole | null {
  const held = (role ?? '').split(',').map((name) => name.trim())
  return held.includes('operator') ? 'operator' : held.includes('support') ? 'support' : null
}
