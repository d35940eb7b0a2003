import { createAccessControl } from 'better-auth/plugins/access'
import {
  adminAc,
  defaultStatements,
  memberAc,
  ownerAc,
} from 'better-auth/plugins/organization/access'

/** Every noun of an organization and what may be done with it. */
export const statements = {
  ...defaultStatements,
  member: ['read', ...defaultStatements.member],
  invitation: ['read', ...defaultStatements.invitation],
  project: ['read', 'create', 'update', 'delete'],
} as const

export const access = createAccessControl(statements)

export const roles = {
  owner: access.newRole({
    ...ownerAc.statements,
    member: ['read', 'create', 'update', 'delete'],
    invitation: ['read', 'create', 'cancel'],
    project: ['read', 'create', 'update', 'delete'],
  }),
  admin: access.newRole({
    ...adminAc.statements,
    member: ['read', 'create', 'update', 'delete'],
    invitation: ['read', 'create', 'cancel'],
    project: ['read', 'create', 'update', 'delete'],
  }),
  member: access.newRole({
    ...memberAc.statements,
    member: ['read'],
    project: ['read', 'create', 'update'],
  }),
}

export type RoleName = keyof typeof roles
export const roleNames: readonly RoleName[] = ['owner', 'admin', 'member']

type Statements = typeof statements
/** What a door asks for: `{ project: ['create'] }`. */
export type Permission = { [Noun in keyof Statements]?: readonly Statements[Noun][number][] }

/**
 * Whether somebody with these roles may do all of this. Read by gate, menu and button alike.
 * @param held the member's roles as better-auth stores them, separated by commas
 */
export function may(held: string, permission: Permission): boolean {
  return held.split(',').some((name) => {
    const role = roleNames.find((known) => known === name.trim())
    return role !== undefined && grants(role, permission)
  })
}

function grants(role: RoleName, permission: Permission): boolean {
  const granted: Record<string, readonly string[] | undefined> = roles[role].statements
  return Object.entries(permission).every(([noun, actions]) =>
    actions.every((action) => granted[noun]?.includes(action) ?? false),
  )
}
