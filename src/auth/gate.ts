import { createMiddleware } from '@tanstack/react-start'
import { withTenant } from '~/db/tenant'
import { Refusal } from '~/refusal'
import { keepLook } from './impersonation/impersonation-gate.server'
import type { OperatorPermission } from './operator/operator-permissions'
import { inOperation, requireOperator } from './operator/operator-scope.server'
import type { Permission } from './permissions'
import { requireMember, requireSession } from './required.server'
import { isFresh } from './session.server'

/**
 * Lets in whoever is signed in. Gives `context.user`, `context.session`, and whoever looks through their eyes as
 * `context.impersonation`. Refuses: forbidden.
 */
export const signedIn = createMiddleware({ type: 'function' }).server(
  async ({ next, method, serverFnMeta }) => {
    const { user, session, impersonation } = await requireSession()
    await keepLook({ user, session, impersonation }, { door: serverFnMeta.name, method })
    return next({ context: { user, session, impersonation } })
  },
)

/**
 * The same for what changes how one gets in: the session must be fresh, by sign-in or by confirming (see
 * `auth/step-up/step-up.ts`), and their own. Refuses besides: unconfirmed, which `withStepUp` answers with the dialog.
 */
export const recentlySignedIn = createMiddleware({ type: 'function' }).server(
  async ({ next, serverFnMeta }) => {
    const { user, session, impersonation } = await requireSession()
    await keepLook({ user, session, impersonation }, { door: serverFnMeta.name, method: 'POST' })
    if (!(await isFresh(session))) {
      throw new Refusal('unconfirmed', 'You signed in a while ago. Confirm that it is you first.')
    }
    return next({ context: { user, session } })
  },
)

/**
 * Lets in members of the organization that the input names in `org` (its slug) who have the permission.
 * Gives `context.scope`, whose `tx` sees that organization only and commits when the door succeeds.
 * Refuses: forbidden without a session, the permission or the second step that the organization asks for; not_found
 * for strangers, as if there were no such organization; limit_reached for a change by whoever the plan lets only read.
 */
export const memberMay = (permission: Permission) =>
  createMiddleware({ type: 'function' })
    .validator(namesAnOrganization)
    .server(async ({ next, data, method, serverFnMeta: { name } }) => {
      const { session, membership } = await requireMember(orgIn(data), permission, method, name)
      const tenant = { ...membership, user: session.user }
      return withTenant(tenant, (tx) =>
        next({ context: { scope: { ...session, ...membership, tx } } }),
      )
    })

/**
 * The same for doors that call outside: better-auth, mail, files. Nothing is open while they wait; `context.scope`
 * has no `tx`, and the rule opens `withTenant` around its own writes.
 */
export const memberMayOutside = (permission: Permission) =>
  createMiddleware({ type: 'function' })
    .validator(namesAnOrganization)
    .server(async ({ next, data, method, serverFnMeta: { name } }) => {
      const { session, membership } = await requireMember(orgIn(data), permission, method, name)
      return next({ context: { scope: { ...session, ...membership } } })
    })

/**
 * Lets in the people who run the product, whose role allows this, who signed in lately, and with a second step where
 * `app.config.ts` asks for one. Gives `context.scope`, whose `tx` is the application's; what changes something is one
 * transaction with what better-auth writes. Refuses: not_found for everybody else, as if there were nothing here;
 * forbidden without a session, the permission or the second step; unconfirmed.
 */
export const operatorMay = (permission: OperatorPermission) =>
  createMiddleware({ type: 'function' }).server(async ({ next, method }) => {
    const operator = await requireOperator(permission)
    return inOperation(operator, method, (scope) => next({ context: { scope } }))
  })

/** The same without a transaction, for doors that call outside: Stripe, mail, files. */
export const operatorMayOutside = (permission: OperatorPermission) =>
  createMiddleware({ type: 'function' }).server(async ({ next }) => {
    const scope = await requireOperator(permission)
    return next({ context: { scope } })
  })

/**
 * Lets in everybody, signed in or not.
 * @param why it is safe, in a few words
 */
export const anyone = (why: string) =>
  createMiddleware({ type: 'function' }).server(({ next }) => next({ context: { openTo: why } }))

/** A form, which is how a file comes, names it in its field `org`. */
function namesAnOrganization(data: { org: string }) {
  orgIn(data)
  return data
}

function orgIn(data: { org: string }): string {
  const org = data instanceof FormData ? data.get('org') : data?.org
  if (typeof org !== 'string') throw new Refusal('invalid', 'Which organization?')
  return org
}
