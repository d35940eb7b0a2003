import { createAccessControl } from 'better-auth/plugins/access'
import { adminAc, defaultStatements } from 'better-auth/plugins/admin/access'
import type { OperatorRole } from './operator-role'

/** Everything that the people who run the product may do, by noun; `user` and `session` are the admin plugin's. */
export const operatorStatements = {
  ...defaultStatements,
  // To resend is to send a letter with a link anew; to recover, to take a lost second step away.
  user: [...defaultStatements.user, 'resend', 'recover'],
  overview: ['read'],
  organization: ['list', 'suspend', 'transfer', 'grant'],
  billing: ['read', 'replay'],
  job: ['read', 'retry', 'discard'],
  letter: ['read', 'resend'],
  audit: ['read'],
} as const

export const operatorAccess = createAccessControl(operatorStatements)

/** Operators do everything but look through each other's eyes; support looks, resends and ends sessions. */
export const operatorRoles = {
  operator: operatorAccess.newRole({
    ...adminAc.statements,
    user: [...adminAc.statements.user, 'resend', 'recover'],
    overview: ['read'],
    organization: ['list', 'suspend', 'transfer', 'grant'],
    billing: ['read', 'replay'],
    job: ['read', 'retry', 'discard'],
    letter: ['read', 'resend'],
    audit: ['read'],
  }),
  support: operatorAccess.newRole({
    user: ['list', 'get', 'impersonate', 'resend'],
    session: ['list', 'revoke'],
    overview: ['read'],
    organization: ['list'],
    billing: ['read'],
    job: ['read'],
    letter: ['read', 'resend'],
    audit: ['read'],
  }),
  user: operatorAccess.newRole({ user: [], session: [] }),
}

type Statements = typeof operatorStatements
/** What an operator's door asks for: `{ user: ['ban'] }`. */
export type OperatorPermission = {
  [Noun in keyof Statements]?: readonly Statements[Noun][number][]
}

/** Whether a role allows all of this. Read by gate, menu and button alike. */
export function mayOperate(role: OperatorRole, permission: OperatorPermission): boolean {
  const grant: Readonly<Record<string, readonly string[]>> = operatorRoles[role].statements
  return Object.entries(permission).every(([noun, actions]) =>
    actions.every((action) => grant[noun]?.includes(action) ?? false),
  )
}
