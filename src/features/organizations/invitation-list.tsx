import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { Day } from '~/ui/day'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { useInvitationAnswers } from './invitations.queries'
import { type Invited, myInvitationsQuery } from './organizations.queries'

type Answer = 'accept' | 'decline'

/** Invitations that wait for my answer, each answered where it stands; `empty` where none ever was. */
export function InvitationList({ empty }: { empty?: ReactNode }) {
  const { data: invitations } = useSuspenseQuery(myInvitationsQuery)
  const answers = useInvitationAnswers()
  const [pending, setPending] = useState<{ id: string; answer: Answer }>()
  const [done, setDone] = useState<{ invitation: Invited; answer: Answer }>()
  const [fault, setFault] = useState('')
  const act = async (invitation: Invited, answer: Answer) => {
    setPending({ id: invitation.id, answer })
    setFault('')
    setDone(undefined)
    try {
      await answers[answer](invitation.id)
      setDone({ invitation, answer })
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(undefined)
    }
  }
  if (invitations.length === 0 && !done && !fault) return empty
  return (
    <div className="grid gap-4">
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
      {invitations.length > 0 && (
        <ul className="divide-y border-y">
          {invitations.map((invitation) => (
            <Row
              key={invitation.id}
              invitation={invitation}
              pending={pending?.id === invitation.id ? pending.answer : undefined}
              onAnswer={(answer) => act(invitation, answer)}
            />
          ))}
        </ul>
      )}
      <div role="status" className="empty:hidden">
        {done && <Done {...done} />}
      </div>
    </div>
  )
}

type RowProps = {
  invitation: Invited
  pending?: Answer
  onAnswer: (answer: Answer) => void
}

function Row({ invitation, pending, onAnswer }: RowProps) {
  const { organization, logo, inviter, role, expiresAt } = invitation
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-3">
      <Avatar name={organization} image={logo} kind="organization" />
      <span className="min-w-0 flex-1 basis-40">
        <span className="block truncate font-medium">
          <bdi>{organization}</bdi>
        </span>
        <span className="block text-quiet text-small">
          <bdi>{inviter}</bdi> invited you as {roleLabel(role ?? 'member')}, until{' '}
          <Day at={expiresAt} />
        </span>
      </span>
      <span className="flex gap-2">
        <Button
          aria-label={`Decline the invitation to ${organization}`}
          variant="quiet"
          pending={pending === 'decline'}
          onClick={() => onAnswer('decline')}
        >
          Decline
        </Button>
        <Button
          aria-label={`Accept the invitation to ${organization}`}
          pending={pending === 'accept'}
          onClick={() => onAnswer('accept')}
        >
          Accept
        </Button>
      </span>
    </li>
  )
}

function Done({ invitation, answer }: { invitation: Invited; answer: Answer }) {
  const { organization, slug } = invitation
  if (answer === 'decline') {
    return (
      <p>
        You declined. <bdi>{organization}</bdi> may invite you again.
      </p>
    )
  }
  return (
    <p>
      You are a member of <bdi>{organization}</bdi> now.{' '}
      <Link to="/app/$org" params={{ org: slug }} className="link">
        Go there
      </Link>
    </p>
  )
}
