import { Building2, Gauge, ListChecks, Mail, Receipt, ScrollText, Users } from 'lucide-react'
import { mayOperate, type OperatorPermission } from '~/auth/operator/operator-permissions'
import type { OperatorRole } from '~/auth/operator/operator-role'
import type { NavItem } from '~/ui/shell'

/** The pages of the console, in their order. A page is shown to whoever may see what it is about. */
const pages: readonly (NavItem & { needs: OperatorPermission })[] = [
  { to: '/operator', label: 'Overview', icon: Gauge, exact: true, needs: { overview: ['read'] } },
  { to: '/operator/users', label: 'People', icon: Users, needs: { user: ['list'] } },
  {
    to: '/operator/organizations',
    label: 'Organizations',
    icon: Building2,
    needs: { organization: ['list'] },
  },
  { to: '/operator/billing', label: 'Billing', icon: Receipt, needs: { billing: ['read'] } },
  { to: '/operator/jobs', label: 'Jobs', icon: ListChecks, needs: { job: ['read'] } },
  { to: '/operator/letters', label: 'Letters', icon: Mail, needs: { letter: ['read'] } },
  { to: '/operator/audit', label: 'Audit', icon: ScrollText, needs: { audit: ['read'] } },
]

export function operatorNav(role: OperatorRole): NavItem[] {
  return pages.filter(({ needs }) => mayOperate(role, needs)).map(({ needs: _, ...item }) => item)
}
