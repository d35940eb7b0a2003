import { mayOperate, type OperatorPermission } from '~/auth/operator/operator-permissions'
import type { OperatorRole } from '~/auth/operator/operator-role'
import { MenuItem, MenuSeparator } from '~/ui/menu'
import type { PersonLetter } from './people'
import type { PersonPage } from './people.server'

/** What is about to be done to somebody. */
export type PersonAct =
  | { kind: 'details' | 'password' | 'role' | 'ban' | 'unban' | 'verify' | 'second-step' }
  | { kind: 'sessions' | 'remove' }
  | { kind: 'letter'; letter: PersonLetter }
  | { kind: 'session'; session: { id: string; browser: string } }

type Props = {
  person: PersonPage
  me: string
  role: OperatorRole
  setAct: (act: PersonAct) => void
}

type Offer = {
  label: string
  act: PersonAct
  needs: OperatorPermission
  /** Not to oneself. */
  others?: true
  /** It would change nothing now. */
  idle?: boolean
}

/** What the reader's role may do to somebody; what would change nothing now is shown, and rests. */
export function PersonActs({ person, me, role, setAct }: Props) {
  const { ban, verified, twoStep } = person
  const groups: Offer[][] = [
    [
      { label: 'Edit details', act: { kind: 'details' }, needs: { user: ['update', 'set-email'] } },
      {
        label: 'Confirm the address',
        act: { kind: 'verify' },
        needs: { user: ['set-email'] },
        idle: verified,
      },
      { label: 'Change role', act: { kind: 'role' }, needs: { user: ['set-role'] }, others: true },
    ],
    [
      {
        label: 'Send a link to choose a password',
        act: { kind: 'letter', letter: 'reset' },
        needs: { user: ['resend'] },
      },
      {
        label: 'Send a link to confirm the address',
        act: { kind: 'letter', letter: 'verify' },
        needs: { user: ['resend'] },
        idle: verified,
      },
      {
        label: 'Send a link to sign in',
        act: { kind: 'letter', letter: 'magic-link' },
        needs: { user: ['resend'] },
      },
    ],
    [
      {
        label: 'Set a password',
        act: { kind: 'password' },
        needs: { user: ['set-password'] },
        others: true,
      },
      {
        label: 'Turn off the second step',
        act: { kind: 'second-step' },
        needs: { user: ['recover'] },
        others: true,
        idle: !twoStep,
      },
    ],
    [
      ban
        ? { label: 'Lift the ban', act: { kind: 'unban' }, needs: { user: ['ban'] }, others: true }
        : { label: 'Ban', act: { kind: 'ban' }, needs: { user: ['ban'] }, others: true },
      {
        label: 'Delete the account',
        act: { kind: 'remove' },
        needs: { user: ['delete'] },
        others: true,
      },
    ],
  ]
  const offered = groups
    .map((group) =>
      group.filter(({ needs, others }) => mayOperate(role, needs) && !(others && person.id === me)),
    )
    .filter((group) => group.length > 0)
  return offered.map((group, at) => (
    <div key={group[0]?.label} className="contents">
      {at > 0 && <MenuSeparator />}
      {group.map(({ label, act, idle }) => (
        <MenuItem key={label} disabled={idle} onClick={() => setAct(act)}>
          {label}
        </MenuItem>
      ))}
    </div>
  ))
}
