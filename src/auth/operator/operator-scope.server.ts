import { findSession, isFresh, type Session } from '~/auth/session.server'
import { asUnit } from '~/auth/unit.server'
import { db, type Transaction } from '~/db/client'
import { Refusal } from '~/refusal'
import { noSuchPage, notYours, refuseWhile, type Todo, todoOf } from './operator-entry.server'
import { mayOperate, type OperatorPermission } from './operator-permissions'
import { type OperatorRole, operatorRoleOf } from './operator-role'

export type Operator = Session & { role: OperatorRole }

/** What an operator's rule works with. `organization` is for the line that it writes: what has none stays null. */
export type OperatorScope = Operator & { organization: null; tx: Transaction }

/**
 * Whoever runs the product and asks now.
 * @throws Refusal forbidden without a session; not_found for everybody else, as if there were nothing here
 */
export async function requireRole(): Promise<Operator> {
  const session = await findSession()
  if (!session) throw new Refusal('forbidden', 'Your session has ended. Sign in again.')
  const role = session.session.impersonatedBy ? null : operatorRoleOf(session.user)
  if (!role) throw noSuchPage
  return { ...session, role }
}

/** What somebody who runs the product has to do before they may enter: nothing, confirm, or set up a second step. */
export async function stillToDo({ user, session }: Operator): Promise<Todo> {
  return todoOf(user, await isFresh(session))
}

/**
 * The same, who may do this, has a second step where it is asked for, and signed in or confirmed lately.
 * @throws Refusal forbidden, unconfirmed, which `withStepUp` answers with the dialog, and as `requireRole` does
 */
export async function requireOperator(permission: OperatorPermission): Promise<Operator> {
  const operator = await requireRole()
  refuseWhile(await stillToDo(operator))
  if (!mayOperate(operator.role, permission)) throw notYours
  return operator
}

/** In one transaction: what changes something shares it with what better-auth writes, what reads writes nothing. */
export function inOperation<Result>(
  operator: Operator,
  method: 'GET' | 'POST',
  work: (scope: OperatorScope) => Promise<Result>,
): Promise<Result> {
  const inside = (tx: Transaction) => work({ ...operator, organization: null, tx })
  return method === 'GET' ? db.transaction(inside, { accessMode: 'read only' }) : asUnit(inside)
}
