import {
  CreditCard,
  FolderClosed,
  House,
  KeyRound,
  ScrollText,
  Settings,
  Shapes,
  UsersRound,
} from 'lucide-react'
import { type Granted, may, type Permission } from '~/auth/permissions'
import type { NavItem } from '~/ui/shell'

/** The pages of an organization, in their order. A page is shown to whoever may see what it is about. */
const pages: readonly (NavItem & { needs: Permission })[] = [
  { to: '/app/$org', label: 'Overview', icon: House, exact: true, needs: {} },
  { to: '/app/$org/projects', label: 'Projects', icon: FolderClosed, needs: { project: ['read'] } },
  { to: '/app/$org/members', label: 'Members', icon: UsersRound, needs: { member: ['read'] } },
  { to: '/app/$org/teams', label: 'Teams', icon: Shapes, needs: { team: ['read'] } },
  { to: '/app/$org/roles', label: 'Roles', icon: KeyRound, needs: { ac: ['read'] } },
  { to: '/app/$org/billing', label: 'Billing', icon: CreditCard, needs: { billing: ['read'] } },
  { to: '/app/$org/audit', label: 'Audit log', icon: ScrollText, needs: { audit: ['read'] } },
  { to: '/app/$org/settings', label: 'Settings', icon: Settings, needs: {} },
]

export function navOf(params: { org: string }, granted: Granted): NavItem[] {
  return pages
    .filter(({ needs }) => may(granted, needs))
    .map(({ needs: _, ...item }) => ({ ...item, params }))
}
