import type { OperatorPermission } from '~/auth/operator/operator-permissions'
import type { Permission } from '~/auth/permissions'
import type { Actor } from './actors'
import type { Ids } from './ids'

/** How a door is called: with which permission, naming what, and by whom it opens. */
export type Call = {
  /** Absent for doors that are about whoever knocks. */
  needs?: Permission
  /** For the doors of those who run the product. */
  operates?: OperatorPermission
  input?: (at: Ids) => unknown
  /** Who may, with Acme's ids; the owner unless told. */
  by?: Actor
  /** What opens it, where that is more than an id: a secret. */
  opens?: (at: Ids) => unknown
  /** Why no call of whoever may is made here: what it wants is elsewhere. */
  unopened?: string
  /** Why its answers may show what they show to whoever knows the id. */
  exempt?: string
}
