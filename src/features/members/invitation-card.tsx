import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import app from 'app.config'
import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { roleLabel } from '~/auth/organizations/role-label'
import { Button, ButtonLink } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { useArrival } from './joining.queries'
import { invitationQuery } from './members.queries'
import { ConfirmFirst, GuestChoice, OtherAccount } from './way-to-account'

const closed = {
  accepted: 'This invitation has been accepted already.',
  declined: 'This invitation was declined. Ask for a new one if you have changed your mind.',
  cancelled: 'This invitation was called back. Ask whoever sent it.',
  expired: 'This invitation has expired. Ask for a new one.',
  orphaned: 'The person who invited you has left the organization. Ask for a new invitation.',
}

/** The invitation as its reader stands to it: no account yet, the wrong one, or ready to answer. */
export function InvitationCard({ id }: { id: string }) {
  const { data: invitation } = useSuspenseQuery(invitationQuery(id))
  const { state, reader, organization, inviter, role, teams } = invitation
  if (state !== 'open') {
    return (
      <>
        <Notice tone="warn">{closed[state]}</Notice>
        <p className="mt-6">
          {reader?.isMember ? (
            <ButtonLink to="/app/$org" params={{ org: invitation.slug }}>
              To {organization}
            </ButtonLink>
          ) : (
            <Link to="/app" className="link">
              To your organizations
            </Link>
          )}
        </p>
      </>
    )
  }
  return (
    <div className="grid gap-6">
      <p>
        <bdi>{inviter}</bdi> would like you to join{' '}
        <bdi className="font-medium">{organization}</bdi> on {app.name} as{' '}
        <span className="font-medium">{roleLabel(role ?? 'member')}</span>
        {teams.length > 0 && (
          <>
            , in {teams.length === 1 ? 'the team' : 'the teams'}{' '}
            <bdi className="font-medium">{teams.map(({ name }) => name).join(', ')}</bdi>
          </>
        )}
        .
      </p>
      <Reader id={id} />
    </div>
  )
}

function Reader({ id }: { id: string }) {
  const { data } = useSuspenseQuery(invitationQuery(id))
  const { reader, email, slug, organization, teams } = data
  const redirect = `/invitation/${id}`
  if (!reader) {
    return (
      <>
        <p className="text-quiet">
          The invitation is for <span className="text-ink [overflow-wrap:anywhere]">{email}</span>.
        </p>
        <GuestChoice redirect={redirect} email={email} />
      </>
    )
  }
  if (!reader.isRecipient) {
    return (
      <>
        <Notice tone="warn" title="This invitation is for another address">
          It was sent to {email}. You are signed in as {reader.email}.
        </Notice>
        <OtherAccount redirect={redirect} email={email} />
      </>
    )
  }
  if (!reader.isVerified) return <ConfirmFirst redirect={redirect} email={email} />
  if (reader.isMember) {
    return (
      <>
        <Notice>You are a member of {organization} already.</Notice>
        <div>
          <ButtonLink to="/app/$org" params={{ org: slug }}>
            To {organization}
          </ButtonLink>
        </div>
      </>
    )
  }
  const [team, ...others] = teams
  return <Answer id={id} slug={slug} teamId={others.length === 0 ? team?.id : undefined} />
}

type AnswerProps = { id: string; slug: string; teamId?: string }

function Answer({ id, slug, teamId }: AnswerProps) {
  const navigate = useNavigate()
  const arrive = useArrival()
  const [pending, setPending] = useState<'accept' | 'decline' | null>(null)
  const [refused, setRefused] = useState('')
  const answer = async (kind: 'accept' | 'decline') => {
    setPending(kind)
    setRefused('')
    const { acceptInvitation, rejectInvitation } = authClient.organization
    try {
      const act = kind === 'accept' ? acceptInvitation : rejectInvitation
      answered<unknown>(await act({ invitationId: id }))
      if (kind === 'accept') await arrive({ slug, teamId })
      else await navigate({ to: '/app' })
    } catch (error) {
      setRefused(faultOf(error).sentence)
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
