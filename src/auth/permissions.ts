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
  // To secure is to say how members must sign in.
  organization: [...defaultStatements.organization, 'secure'],
  member: ['read', ...defaultStatements.member],
  invitation: ['read', ...defaultStatements.invitation],
  team: ['read', ...defaultStatements.team],
  // To oversee is to see and change what belongs to a team without being in it.
  project: ['read', 'create', 'update', 'delete', 'oversee'],
  audit: ['read'],
  // To manage is to choose a plan, and to pay.
  billing: ['read', 'manage'],
} as const

export const access = createAccessControl(statements)

export const roles = {
  owner: access.newRole({
    ...ownerAc.statements,
    organization: ['update', 'delete', 'secure'],
    member: ['read', 'create', 'update', 'delete'],
    invitation: ['read', 'create', 'cancel'],
    team: ['read', 'create', 'update', 'delete'],
    project: ['read', 'create', 'update', 'delete', 'oversee'],
    audit: ['read'],
    billing: ['read', 'manage'],
  }),
  admin: access.newRole({
    ...adminAc.statements,
    member: ['read', 'create', 'update', 'delete'],
    invitation: ['read', 'create', 'cancel'],
    team: ['read', 'create', 'update', 'delete'],
    project: ['read', 'create', 'update', 'delete', 'oversee'],
    audit: ['read'],
    billing: ['read'],
  }),
  member: access.newRole({
    ...memberAc.statements,
    member: ['read'],
    team: ['read'],
    project: ['read', 'create', 'update'],
  }),
}

export type RoleName = keyof typeof roles
export const roleNames: readonly RoleName[] = ['owner', 'admin', 'member']

type Statements = typeof statements
export type Noun = keyof Statements
/** What a door asks for: `{ project: ['create'] }`. */
export type Permission = { [Key in Noun]?: readonly Statements[Key][number][] }

/** What one role grants, by noun. */
export type Grant = Readonly<Record<string, readonly string[]>>
/** What somebody's roles grant, one entry a role; as data, so that it crosses to the browser. */
export type Granted = readonly Grant[]

/**
 * What these roles grant. A role that is neither built in nor among the organization's own grants nothing.
 * @param held the member's roles as better-auth stores them, separated by commas
 * @param custom the organization's own roles, by name
 */
export function grantsOf(held: string, custom: Readonly<Record<string, Grant>> = {}): Granted {
  return rolesIn(held).flatMap((name) => {
    const builtIn = roleNames.find((known) => known === name)
    if (builtIn) return [roles[builtIn].statements]
    // A role may be called what every object has: `constructor`.
    const grant = Object.hasOwn(custom, name) ? custom[name] : undefined
    return grant ? [grant] : []
  })
}

/** The names of the roles in better-auth's list of them. */
export function rolesIn(held: string): string[] {
  return held
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

/** Whether one of these roles allows all of this, as better-auth decides it. Read by gate, menu and button alike. */
export function may(granted: Granted, permission: Permission): boolean {
  return granted.some((grant) =>
    Object.entries(permission).every(([noun, actions]) =>
      actions.every((action) => grant[noun]?.includes(action) ?? false),
    ),
  )
}

/** What is left of these for whoever may only read: to see, and to pay for a larger plan. */
export function readingOf(granted: Granted): Granted {
  return granted.map((grant) =>
    Object.fromEntries(
      Object.entries(grant).map(([noun, actions]) => [
        noun,
        actions.filter((action) => noun === 'billing' || reads.includes(action)),
      ]),
    ),
  )
}

const reads: readonly string[] = ['read', 'oversee']

/** The acts, as `noun:action`, that `wanted` grants and `held` does not: nobody hands out more than they have. */
export function beyond(held: Granted, wanted: Granted): string[] {
  const mine = new Set(actsOf(held))
  return actsOf(wanted).filter((act) => !mine.has(act))
}

/** Everything these roles allow together, as `noun:action`, each once. */
export function actsOf(granted: Granted): string[] {
  return [
    ...new Set(
      granted.flatMap((grant) =>
        Object.entries(grant).flatMap(([noun, actions]) =>
          actions.map((action) => `${noun}:${action}`),
        ),
      ),
    ),
  ]
}
