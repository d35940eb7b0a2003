import { Gauge } from 'lucide-react'
import {
  mayOperate,
  type OperatorPermission,
  type OperatorRole,
} from '~/auth/operator/operator-permissions'
import type { NavItem } from '~/ui/shell'

/** The pages of the console, in their order. A page is shown to whoever may see what it is about. */
const pages: readonly (NavItem & { needs: OperatorPermission })[] = [
  { to: '/operator', label: 'Overview', icon: Gauge, exact: true, needs: { overview: ['read'] } },
]

export function operatorNav(role: OperatorRole): NavItem[] {
  return pages.filter(({ needs }) => mayOperate(role, needs)).map(({ needs: _, ...item }) => item)
}
