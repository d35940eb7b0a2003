import { useQuery } from '@tanstack/react-query'
import app from 'app.config'
import { LogOut, UserPlus } from 'lucide-react'
import { sessionQuery } from '~/auth/session.queries'
import { switchAccount } from '~/auth/sign-in/accounts.functions'
import { waysBackQuery } from '~/auth/sign-in/accounts.queries'
import { useSessionChange } from '~/auth/use-session-change'
import { Avatar } from '~/ui/avatar'
import { faultOf } from '~/ui/fault'
import { MenuGroup, MenuItem, MenuLink } from '~/ui/menu'
import { useToast } from '~/ui/toast'

/** The other accounts that this browser is signed in to, and how to add one; items of the person's menu. */
export function OtherAccounts() {
  const { others, isFull } = useOtherAccounts()
  const change = useSessionChange()
  const toast = useToast()
  const goOnAs = async (userId: string) => {
    try {
      await switchAccount({ data: { userId } })
      await change.become()
    } catch (error) {
      toast(faultOf(error).sentence)
    }
  }
  return (
    <>
      {others.length > 0 && (
        <MenuGroup label="Accounts in this browser">
          {others.map(({ id, name, email, image }) => (
            <MenuItem
              key={id}
              icon={<Avatar name={name || email} image={image} size="sm" />}
              onClick={() => goOnAs(id)}
            >
              <bdi>{name || email}</bdi>
              <span className="ml-2 text-quiet text-small">{email}</span>
            </MenuItem>
          ))}
        </MenuGroup>
      )}
      {isFull ? (
        <MenuItem disabled icon={<UserPlus />}>
          No room for another account
        </MenuItem>
      ) : (
        <MenuLink to="/sign-in" search={{ add: true }} icon={<UserPlus />}>
          Add another account
        </MenuLink>
      )}
    </>
  )
}

/** Only where there is more than one. */
export function SignOutOfAll() {
  const { others } = useOtherAccounts()
  const change = useSessionChange()
  if (others.length === 0) return null
  return (
    <MenuItem icon={<LogOut />} onClick={() => change.leave({ everywhere: true })}>
      Sign out of all {others.length + 1} accounts
    </MenuItem>
  )
}

function useOtherAccounts() {
  const { data: session } = useQuery(sessionQuery)
  const { data } = useQuery(waysBackQuery)
  const accounts = data?.accounts ?? []
  return {
    others: accounts.filter(({ id }) => id !== session?.user.id),
    isFull: accounts.length >= app.signIn.accountsPerBrowser,
  }
}
