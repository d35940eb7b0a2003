import type { ReactNode } from 'react'
import { Dialog } from '~/ui/dialog'
import type { PersonLetter } from './people'
import { usePeopleActs } from './people.queries'
import type { PersonPage } from './people.server'
import type { PersonAct } from './people-acts'
import { BanForm, DetailsForm, PasswordForm, ReasonForm, RoleForm } from './people-forms'

type Props = { person: PersonPage; act: PersonAct; close: () => void; removed: () => unknown }

type Asked = { title: string; sentence: string; form: ReactNode }

const letterNames: Record<PersonLetter, string> = {
  reset: 'a link to choose a password',
  verify: 'a link to confirm the address',
  'magic-link': 'a link to sign in',
}

/** What an act asks before it is done: always why. */
export function PersonDialog(props: Props) {
  const { title, sentence, form } = useAsked(props)
  return (
    <Dialog open onOpenChange={(open) => open || props.close()} title={title} sentence={sentence}>
      {form}
    </Dialog>
  )
}

function useAsked({ person, act, close, removed }: Props): Asked {
  const acts = usePeopleActs()
  const { id, name, email } = person
  switch (act.kind) {
    case 'details':
      return {
        title: `Edit ${name}`,
        sentence: 'What people read of them, and where their letters go.',
        form: <DetailsForm {...{ person, close }} />,
      }
    case 'password':
      return {
        title: `Set a password for ${name}`,
        sentence: 'Every session ends, no device is trusted any more, and a letter tells them.',
        form: <PasswordForm {...{ person, close }} />,
      }
    case 'role':
      return {
        title: `The role of ${name}`,
        sentence: 'An operator may do everything here; support looks, resends and ends sessions.',
        form: <RoleForm {...{ person, close }} />,
      }
    case 'ban':
      return {
        title: `Ban ${name}?`,
        sentence: 'Every session ends at once, and nobody signs in with this account meanwhile.',
        form: <BanForm {...{ person, close }} />,
      }
    case 'unban':
      return {
        title: `Lift the ban of ${name}?`,
        sentence: 'They can sign in again, from this moment.',
        form: (
          <ReasonForm act="Lift the ban" submit={(given) => acts.unban(id, given)} close={close} />
        ),
      }
    case 'verify':
      return {
        title: `Confirm the address of ${name}?`,
        sentence: `${email} counts as theirs, without a letter.`,
        form: (
          <ReasonForm
            act="Confirm the address"
            submit={(given) => acts.verify({ id, ...given })}
            close={close}
          />
        ),
      }
    case 'letter':
      return {
        title: `Send ${letterNames[act.letter]}?`,
        sentence: `It goes to ${email}.`,
        form: (
          <ReasonForm
            act="Send the letter"
            submit={(given) => acts.sendLetter({ id, letter: act.letter, ...given })}
            close={close}
          />
        ),
      }
    case 'second-step':
      return {
        title: `Turn off the second step of ${name}?`,
        sentence:
          'Only once you know that it is them. Trusted devices end, and a letter tells them.',
        form: (
          <ReasonForm
            act="Turn it off"
            danger
            help="How do you know that it is them? It is written into the audit log, for good."
            submit={(given) => acts.endSecondStep({ id, ...given })}
            close={close}
          />
        ),
      }
    case 'session':
      return {
        title: 'End this session?',
        sentence: `${act.session.browser} is signed out at once.`,
        form: (
          <ReasonForm
            act="End the session"
            submit={(given) => acts.endSession({ id, session: act.session.id, ...given })}
            close={close}
          />
        ),
      }
    case 'sessions':
      return {
        title: `End every session of ${name}?`,
        sentence: 'They are signed out everywhere, at once.',
        form: (
          <ReasonForm
            act="End every session"
            submit={(given) => acts.endSessions(id, given)}
            close={close}
          />
        ),
      }
    case 'remove':
      return {
        title: `Delete the account of ${name}?`,
        sentence:
          'It cannot be brought back. They leave every organization; what they made there stays.',
        form: (
          <ReasonForm
            act="Delete the account"
            danger
            typed={email}
            submit={async (given) => {
              await acts.remove(id, given)
              await removed()
            }}
            close={close}
          />
        ),
      }
  }
}
