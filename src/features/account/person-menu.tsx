import { useQueryClient } from '@tanstack/react-query'
import app from 'app.config'
import { Building2, Gauge, LogOut, UserRound } from 'lucide-react'
import { operatorRoleOf } from '~/auth/operator/operator-role'
import { waysBackQuery } from '~/auth/sign-in/accounts.queries'
import { usePerson } from '~/auth/use-person'
import { useSessionChange } from '~/auth/use-session-change'
import { Avatar } from '~/ui/avatar'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '~/ui/menu'
import { RailButton } from '~/ui/rail-button'
import { ThemeItems } from '~/ui/theme'
import { OtherAccounts, SignOutOfAll } from './other-accounts'

/** Fills the shell's slot: who is signed in, their account, the other accounts of this browser, the way out. */
export function PersonMenu() {
  const queryClient = useQueryClient()
  const person = usePerson()
  const change = useSessionChange()
  if (!person) return null
  const { name, email, image } = person
  // Asked for while the hand is on its way, so that the menu opens as it stays.
  const prepare = () => void queryClient.prefetchQuery(waysBackQuery)
  return (
    <Menu
      label="Your account"
      align="start"
      side="top"
      fill
      trigger={
        <RailButton
          picture={<Avatar name={name} image={image} />}
          name={<bdi>{name}</bdi>}
          detail={email}
          onPointerEnter={prepare}
          onFocus={prepare}
        />
      }
    >
      <MenuLink to="/app/account/profile" icon={<UserRound />}>
        Your profile
      </MenuLink>
      <MenuLink to="/app" icon={<Building2 />}>
        Your organizations
      </MenuLink>
      {operatorRoleOf(person) && (
        <MenuLink to="/operator" icon={<Gauge />}>
          Operator’s console
        </MenuLink>
      )}
      <MenuSeparator />
      <ThemeItems />
      <MenuSeparator />
      {app.signIn.accountsPerBrowser > 1 && <OtherAccounts />}
      <MenuItem icon={<LogOut />} onClick={() => change.leave()}>
        Sign out
      </MenuItem>
      {app.signIn.accountsPerBrowser > 1 && <SignOutOfAll />}
    </Menu>
  )
}
