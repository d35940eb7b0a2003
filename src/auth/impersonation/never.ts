import type { Permission } from '~/auth/permissions'

/** better-auth's paths that stay closed through somebody's eyes, whether stepped up or not, and why. */
const paths: readonly (readonly [RegExp, why: string])[] = [
  [/^\/(change-|set-|verify-password|step-up\/)/, 'how its owner gets in'],
  [/^\/(two-factor|passkey)\//, 'how its owner gets in'],
  [/^\/(link-|unlink-|get-access-token|refresh-token|account-info)/, 'accounts elsewhere'],
  [/^\/(revoke-|multi-session\/)/, 'where its owner is signed in'],
  [/^\/(update-|send-verification-email)/, 'name, username, picture and address'],
  [/^\/delete-/, 'the end of the account'],
  [/^\/subscription\/(upgrade|cancel|restore|billing-portal)/, 'what is bought'],
  [/^\/organization\/(delete|leave)$/, 'the end of an organization, or of being in it'],
  [/^\/organization\/(accept|reject)-invitation$/, 'where somebody belongs, they say themselves'],
  [/^\/sign-(in|up)\//, 'nobody becomes somebody else while they look'],
]

/** The same for our own doors in organizations, by what they ask for; those of the account alone are all closed. */
const permissions: readonly (readonly [noun: string, action: string | null, why: string])[] = [
  ['billing', null, 'what is bought'],
  ['organization', 'delete', 'the end of an organization, and handing it over'],
  ['organization', 'secure', 'who needs a second step'],
]

/** Whether only the person whose eyes they are can do this, by better-auth's path and what it is sent. */
export function isNeverPath(path: string, body?: unknown): boolean {
  return paths.some(([pattern]) => pattern.test(path)) || makesOwner(path, body)
}

/** The same by what one of our doors asks for. */
export function isNeverPermission(permission: Permission): boolean {
  return Object.entries(permission).some(([noun, actions]) =>
    permissions.some(
      ([never, action]) =>
        never === noun && (action === null || actions.some((each) => each === action)),
    ),
  )
}

/** Whoever makes somebody an owner hands the organization over. */
function makesOwner(path: string, body: unknown): boolean {
  if (!path.startsWith('/organization/')) return false
  const { role }: { role?: unknown } = Object(body)
  return [role].flat().some((each) => typeof each === 'string' && /\bowner\b/.test(each))
}
