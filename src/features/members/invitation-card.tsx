import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import app from 'app.config'
import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { roleLabel } from '~/auth/role-label'
import { useSessionChange } from '~/auth/use-session-change'
import { Refusal } from '~/refusal'
import { Button, ButtonLink } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { invitationQuery } from './members.queries'

const closed = {
  accepted: 'This invitation has been accepted already.',
  declined: 'This invitation was declined. Ask for a new one if you have changed your mind.',
  cancelled: 'This invitation was called back. Ask whoever sent it.',
  expired: 'This invitation has expired. Ask for a new one.',
}

/** The invitation as its reader stands to it: no account yet, the wrong account, or ready to answer. */
export function InvitationCard({ id }: { id: string }) {
  const { data: invitation } = useSuspenseQuery(invitationQuery(id))
  const { state, reader, email, organization, inviter, role } = invitation
  if (state !== 'open') {
    return (
      <>
        <Notice tone="warn">{closed[state]}</Notice>
        <p className="mt-6">
          <Link to="/app" className="link">
            To your organizations
          </Link>
        </p>
      </>
    )
  }
  return (
    <div className="grid gap-6">
      <p>
        <bdi>{inviter}</bdi> would like you to join{' '}
        <bdi className="font-medium">{organization}</bdi> on {app.name} as{' '}
        <span className="font-medium">{roleLabel(role ?? 'member')}</span>.
      </p>
      {!reader && <Guest id={id} email={email} />}
      {reader && !reader.isRecipient && <Wrong id={id} email={email} signedInAs={reader.email} />}
      {reader?.isRecipient && <Answer id={id} slug={invitation.slug} />}
    </div>
  )
}

function Guest({ id, email }: { id: string; email: string }) {
  const search = { redirect: `/invitation/${id}`, email }
  return (
    <>
      <p className="text-quiet">
        The invitation is for <span className="text-ink [overflow-wrap:anywhere]">{email}</span>.
      </p>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to="/sign-up" search={search} variant="primary">
          Create an account
        </ButtonLink>
        <ButtonLink to="/sign-in" search={search}>
          I have an account
        </ButtonLink>
      </div>
    </>
  )
}

type WrongProps = { id: string; email: string; signedInAs: string }

function Wrong({ id, email, signedInAs }: WrongProps) {
  const session = useSessionChange()
  const [pending, setPending] = useState(false)
  const leave = async () => {
    setPending(true)
    await session.leave({ redirect: `/invitation/${id}`, email })
  }
  return (
    <>
      <Notice tone="warn" title="This invitation is for another address">
        It was sent to {email}. You are signed in as {signedInAs}.
      </Notice>
      <div>
        <Button onClick={leave} pending={pending}>
          Sign in with the other account
        </Button>
      </div>
    </>
  )
}

function Answer({ id, slug }: { id: string; slug: string }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [pending, setPending] = useState<'accept' | 'decline' | null>(null)
  const [refused, setRefused] = useState('')
  const answer = async (kind: 'accept' | 'decline') => {
    setPending(kind)
    setRefused('')
    try {
      const { acceptInvitation, rejectInvitation } = authClient.organization
      const act = kind === 'accept' ? acceptInvitation : rejectInvitation
      answered<unknown>(await act({ invitationId: id }))
      queryClient.removeQueries({ queryKey: invitationQuery(id).queryKey })
      await queryClient.invalidateQueries()
      await navigate(
        kind === 'accept' ? { to: '/app/$org', params: { org: slug } } : { to: '/app' },
      )
    } catch (error) {
      setRefused(
        error instanceof Refusal ? error.sentence : 'Something went wrong on our side. Try again.',
      )
      setPending(null)
    }
  }
  return (
    <>
      {refused && (
        <Notice tone="bad" role="alert">
          {refused}
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => answer('accept')} pending={pending === 'accept'}>
          Accept and join
        </Button>
        <Button onClick={() => answer('decline')} pending={pending === 'decline'}>
          Decline
        </Button>
      </div>
    </>
  )
}
