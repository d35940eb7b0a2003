import { createAccessControl } from 'better-auth/plugins/access'
import { adminAc, defaultStatements } from 'better-auth/plugins/admin/access'

/** What the people who run the product may do to its users; `user` is everybody else. */
const operatorAccess = createAccessControl(defaultStatements)

export const operatorRoles = {
  operator: operatorAccess.newRole(adminAc.statements),
  support: operatorAccess.newRole({ user: ['list', 'get'], session: ['list', 'revoke'] }),
  user: operatorAccess.newRole({ user: [], session: [] }),
}

export { operatorAccess }
