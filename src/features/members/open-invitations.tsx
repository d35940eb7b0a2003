import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { type Granted, may } from '~/auth/permissions'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { Day } from '~/ui/day'
import { type Fault, faultOf } from '~/ui/fault'
import { MenuItem } from '~/ui/menu'
import { Notice, RequestId } from '~/ui/notice'
import { Section } from '~/ui/page'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { useInvitationActs, waysInQuery } from './members.queries'
import type { OpenInvitation } from './ways-in.server'

type Props = { org: string; organizationId: string; granted: Granted }

/** Who has been invited and has not answered, to be reminded or called back. */
export function OpenInvitations({ org, organizationId, granted }: Props) {
  const { data } = useSuspenseQuery(waysInQuery(org))
  const { said, fault, sendAgain, cancel, clearExpired, clearing } = useActs(org, organizationId)
  const { invitations, expired } = data
  // What was said about the last one stays readable when it leaves the list.
  if (invitations.length === 0 && !said) return null
  const mayInvite = may(granted, { invitation: ['create'] })
  const mayCancel = may(granted, { invitation: ['cancel'] })
  return (
    <Section
      title="Open invitations"
      action={
        expired > 0 &&
        mayCancel && (
          <Button size="sm" onClick={clearExpired} pending={clearing}>
            Clear {expired} expired
          </Button>
        )
      }
    >
      {fault && (
        <Notice tone="bad" role="alert" className="mb-4">
          {fault.sentence}
          {fault.requestId && <RequestId id={fault.requestId} />}
        </Notice>
      )}
      {invitations.length > 0 && (
        <Table label="Open invitations">
          <TableHead>
            <HeadCell>E-mail</HeadCell>
            <HeadCell>Role</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Teams</HeadCell>
            <HeadCell>Invited by</HeadCell>
            <HeadCell numeric>Sent</HeadCell>
            <HeadCell numeric>Good until</HeadCell>
            <HeadCell hidden>Acts</HeadCell>
          </TableHead>
          <TableBody>
            {invitations.map((invitation) => (
              <Row
                key={invitation.id}
                label={invitation.email}
                menu={
                  (mayInvite || mayCancel) && (
                    <>
                      <MenuItem disabled={!mayInvite} onClick={() => sendAgain(invitation)}>
                        {invitation.expired || invitation.orphaned
                          ? 'Invite again'
                          : 'Send the letter again'}
                      </MenuItem>
                      <MenuItem disabled={!mayCancel} onClick={() => cancel(invitation)}>
                        Cancel the invitation
                      </MenuItem>
                    </>
                  )
                }
              >
                <Cell primary>
                  <span className="[overflow-wrap:anywhere]">{invitation.email}</span>
                </Cell>
                <Cell>{roleLabel(invitation.role)}</Cell>
                <Cell>
                  <State invitation={invitation} />
                </Cell>
                <Cell quiet wide>
                  <bdi>{invitation.teams.map(({ name }) => name).join(', ')}</bdi>
                </Cell>
                <Cell quiet wide>
                  <bdi>{invitation.inviter || 'Somebody who left'}</bdi>
                </Cell>
                <Cell numeric quiet wide>
                  <Day at={invitation.sentAt} />
                </Cell>
                <Cell numeric quiet wide>
                  <Day at={invitation.expiresAt} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      <p role="status" className="mt-3 text-dense text-quiet empty:hidden">
        {said}
      </p>
    </Section>
  )
}

function State({ invitation: { expired, orphaned } }: { invitation: OpenInvitation }) {
  if (expired) return <Badge tone="neutral">Expired</Badge>
  if (orphaned) return <Badge tone="warn">Inviter has left</Badge>
  return <Badge open>Invited</Badge>
}

function useActs(org: string, organizationId: string) {
  const { invite, cancel, clearExpired } = useInvitationActs(org, organizationId)
  const [said, setSaid] = useState('')
  const [fault, setFault] = useState<Fault | null>(null)
  const act = async (work: () => Promise<unknown>, sentence: string) => {
    setSaid('')
    setFault(null)
    try {
      await work()
      setSaid(sentence)
    } catch (error) {
      setFault(faultOf(error))
    }
  }
  return {
    said,
    fault,
    clearing: clearExpired.isPending,
    sendAgain: ({ id, email, role, teams, orphaned }: OpenInvitation) =>
      act(async () => {
        // On the word of somebody who left nobody can accept: the new one is on the reader's.
        if (orphaned) await cancel.mutateAsync(id)
        const teamIds = teams.map((team) => team.id)
        await invite.mutateAsync({ email, role, teamIds, resend: !orphaned })
      }, `A letter is on its way to ${email}.`),
    cancel: ({ id, email }: OpenInvitation) =>
      act(() => cancel.mutateAsync(id), `The invitation of ${email} is cancelled.`),
    clearExpired: () =>
      act(
        () => clearExpired.mutateAsync({ data: { org } }),
        'The expired invitations are cleared.',
      ),
  }
}
