import type { GenericEndpointContext } from 'better-auth'
import { getSessionFromCtx, isAPIError } from 'better-auth/api'
import { eq } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { isBanned } from '~/auth/banned.server'
import { unitDatabase } from '~/auth/unit.server'
import { whoIn } from '~/auth/who.server'
import { user } from '~/db/schema'
import { Refusal } from '~/refusal'
import { type Act, type Asked, fields, type Person } from './admin-act.server'
import { adminActs } from './admin-acts.server'
import { stillOperates, takeOperators } from './last-operator.server'
import { noSuchPage, notYours, refuseWhile, todoOf } from './operator-entry.server'
import { mayOperate } from './operator-permissions'
import { type OperatorRole, operatorRoleOf } from './operator-role'
import { reasonShape } from './reason'

/** For whoever looks through somebody's eyes, who is no operator meanwhile. */
const openWhileLooking = new Set(['/admin/stop-impersonating'])

/** What better-auth is asked by somebody who may, from one hook to the next. */
type Asking = { act: Act; role: OperatorRole; who: Who; asked?: Asked }

const under = new WeakMap<object, Asking>()

/**
 * Before every call of better-auth's `/admin` endpoints: an operator or support, not through somebody else's eyes,
 * signed in lately, with a second step where it is asked for, and in a role that allows it. Everybody else is
 * answered alike, whether there is such an endpoint, such an account, or not.
 * Operators are made and unmade one after the other; so are those who delete their own account.
 * Calls of our own server, which say nothing of a request, are not asked.
 * @throws Refusal not_found, forbidden, unconfirmed
 */
export async function keepOperatorsDoors(context: GenericEndpointContext): Promise<void> {
  const { path } = context
  const operates = path?.startsWith('/admin/') && !openWhileLooking.has(path)
  if ((!operates && path !== '/delete-user') || !(context.request ?? context.headers)) return
  const here = await getSessionFromCtx<Standing>(context)
  const looks = Boolean(here?.session.impersonatedBy)
  const role = here && !looks && !isBanned(here.user) ? operatorRoleOf(here.user) : null
  if (path === '/delete-user') return role ? takeOperators() : undefined
  const act = adminActs[path]
  if (!here || !role || !act) throw noSuchPage
  const age = Date.now() - new Date(here.session.createdAt).getTime()
  refuseWhile(todoOf(here.user, age < context.context.sessionConfig.freshAge * 1_000))
  if (!mayOperate(role, act.needs)) throw notYours
  if (act.unmakes) {
    await takeOperators()
    await stillOperates(here.user)
  }
  under.set(context.context, { act, role, who: await whoIn(context) })
}

type Standing = {
  role?: string | null
  banned?: boolean | null
  banExpires?: Date | null
  twoFactorEnabled?: boolean | null
}

/**
 * Before an act of theirs: a reason, the account it is done to, whose row is taken, and the act's own rule.
 * @returns what better-auth is to be told instead of what it was sent
 * @throws Refusal invalid, not_found, conflict
 */
export async function keepOperatorsRules(context: GenericEndpointContext) {
  const asking = under.get(context.context)
  if (!asking?.act.changes) return undefined
  const body = fields(context.body)
  const reason = reasonShape.safeParse(body.reason)
  if (!reason.success) {
    const sentence =
      body.reason === undefined ? 'Say why.' : (reason.error.issues[0]?.message ?? 'Say why.')
    throw new Refusal('invalid', sentence, { reason: sentence })
  }
  const person = asking.act.makes ? undefined : await take(body.userId)
  asking.asked = { body, reason: reason.data, operator: asking.who.user?.id ?? '', person, context }
  const told = await asking.act.before?.(asking.asked)
  return told && { context: { body: { ...body, ...told } } }
}

/** After it has succeeded, in the same transaction: what better-auth leaves undone, and the line. */
export async function finishOperatorsRules(context: GenericEndpointContext): Promise<void> {
  const asking = under.get(context.context)
  const returned: unknown = 'returned' in context.context ? context.context.returned : undefined
  if (!asking?.asked || isAPIError(returned)) return
  const { act, asked, who, role } = asking
  const done = { ...asked, returned: fields(returned) }
  await act.after?.(done)
  const line = act.line?.(done)
  if (!line) return
  const { action, details } = line
  await append({ ...who, role, organization: null, tx: unitDatabase }, action, details)
}

/** Two who act on one account do so one after the other; the second finds what the first left. */
async function take(id: unknown): Promise<Person> {
  const [found] = await unitDatabase
    .select()
    .from(user)
    .where(eq(user.id, typeof id === 'string' ? id : ''))
    .for('no key update')
  if (!found) throw new Refusal('not_found', 'There is no such account. It may have been deleted.')
  return found
}
