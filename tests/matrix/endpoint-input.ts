import { z } from 'zod'
import type { Special } from './endpoints-known'
import type { Ids, Slot } from './ids'

/** What a call to an endpoint carries, made of an organization's ids. */
export type Input = (ids: Ids) => Record<string, unknown>

/** A field that names a row, by what it is called. */
const naming: Record<string, Slot> = {
  organizationId: 'organization',
  organizationSlug: 'slug',
  referenceId: 'organization',
  slug: 'slug',
  teamId: 'team',
  memberId: 'member',
  memberIdOrEmail: 'member',
  userId: 'user',
  invitationId: 'invitation',
  roleId: 'role',
  roleName: 'roleName',
  accountId: 'account',
  token: 'session',
  sessionToken: 'session',
}

/** Values of required fields that name nothing. */
const plain: Record<string, unknown> = {
  name: 'Another',
  email: 'new@matrix.test',
  role: 'member',
  password: 'open the atrium',
  newPassword: 'open the atrium',
  permission: { project: ['read'] },
  permissions: { project: ['read'] },
  useAccountCookie: true,
  provider: 'github',
  callbackURL: '/app',
}

type Schema = z.core.JSONSchema._JSONSchema
type Way = { properties?: Record<string, Schema>; required?: string[] }

/** Ids of other services, and words that only sound like one. */
const foreign = new Set(['accessToken', 'refreshToken', 'device_id', 'subscriptionId'])

const isId = (name: string) =>
  /(id|ids|token|slug|orEmail)$|^roleName$/i.test(name) && !foreign.has(name)

/**
 * Every way a schema can be met: its ids, what it requires besides, and nothing else.
 * @param own what a path's ids mean where the field's name does not say it, and what it needs beyond the schema
 */
export function inputsFor(
  schema: unknown,
  own: Pick<Special, 'ids' | 'more' | 'words'> = {},
): { inputs: Input[]; unknown: string[] } {
  if (!schema) return { inputs: [() => ({ ...own.more })], unknown: [] }
  const unknown = new Set<string>()
  const shape: Schema =
    schema instanceof z.ZodType
      ? z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })
      : {}
  const inputs = ways(shape).map((way): Input => {
    const parts = Object.entries(way.properties ?? {}).flatMap(([name, field]) => {
      const part = partFor(name, field, way.required?.includes(name) ?? false)
      return part ? [[name, part] as const] : []
    })
    return (ids) =>
      merged(Object.fromEntries(parts.map(([name, part]) => [name, part(ids)])), own.more)
  })
  return { inputs, unknown: [...unknown] }

  function partFor(
    name: string,
    field: Schema,
    required: boolean,
  ): ((ids: Ids) => unknown) | undefined {
    const [inner] = ways(field)
    if (inner?.properties && Object.keys(inner.properties).length > 0) {
      const set = own.more?.[name]
      const parts = Object.entries(inner.properties).flatMap(([key, each]) => {
        if (isPlain(set) && key in set) return []
        const part = partFor(key, each, inner.required?.includes(key) ?? false)
        return part ? [[key, part] as const] : []
      })
      if (parts.length === 0 && !required) return undefined
      return (ids) => Object.fromEntries(parts.map(([key, part]) => [key, part(ids)]))
    }
    const slot = own.ids?.[name] ?? naming[name]
    if (slot) return (ids) => ids[slot]
    if (isId(name)) {
      unknown.add(name)
      return undefined
    }
    if (!required || own.more?.[name] !== undefined) return undefined
    return () => own.words?.[name] ?? plain[name]
  }
}

function ways(schema: Schema): Way[] {
  if (typeof schema === 'boolean') return [{}]
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return branches.flatMap(ways)
  if (!schema.allOf) return [schema]
  const parts = schema.allOf.flatMap(ways)
  return [
    {
      properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
      required: parts.flatMap(({ required }) => required ?? []),
    },
  ]
}

function merged(made: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const result: Record<string, unknown> = { ...made }
  for (const [name, value] of Object.entries(more)) {
    const known = result[name]
    result[name] = isPlain(known) && isPlain(value) ? { ...known, ...value } : value
  }
  return result
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
