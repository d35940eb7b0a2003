import { useSuspenseQuery } from '@tanstack/react-query'
import { Building2, LogOut, UserRound } from 'lucide-react'
import { sessionQuery } from '~/auth/session.queries'
import { useSessionChange } from '~/auth/use-session-change'
import { Avatar } from '~/ui/avatar'
import { Menu, MenuItem, MenuLink, MenuSeparator } from '~/ui/menu'
import { RailButton } from '~/ui/rail-button'
import { ThemeItems } from '~/ui/theme'

/** Fills the shell's slot: who is signed in, their account, the way out. */
export function PersonMenu() {
  const { data: session } = useSuspenseQuery(sessionQuery)
  const change = useSessionChange()
  if (!session) return null
  const { name, email, image } = session.user
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
        />
      }
    >
      <MenuLink to="/app/account/profile" icon={<UserRound />}>
        Your profile
      </MenuLink>
      <MenuLink to="/app" icon={<Building2 />}>
        Your organizations
      </MenuLink>
      <MenuSeparator />
      <ThemeItems />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onClick={() => change.leave()}>
        Sign out
      </MenuItem>
    </Menu>
  )
}
