import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { roleLabel } from '~/auth/role-label'
import { Refusal } from '~/refusal'
import { Badge } from '~/ui/badge'
import { Day } from '~/ui/day'
import { MenuItem } from '~/ui/menu'
import { Section } from '~/ui/page'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { useToast } from '~/ui/toast'
import { invitationsQuery } from './members.queries'

type Props = { org: string; organizationId: string }

/** Who has been invited and has not answered yet, to be reminded or called back. */
export function OpenInvitations({ org, organizationId }: Props) {
  const { data: invitations } = useSuspenseQuery(invitationsQuery(org))
  const { resend, cancel } = useInvitationActs(org, organizationId)
  if (invitations.length === 0) return null
  return (
    <Section title="Open invitations">
      <Table label="Open invitations">
        <TableHead>
          <HeadCell>E-mail</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell numeric>Good until</HeadCell>
          <HeadCell hidden>Acts</HeadCell>
        </TableHead>
        <TableBody>
          {invitations.map(({ id, email, role, expiresAt }) => (
            <Row
              key={id}
              label={email}
              menu={
                <>
                  <MenuItem onClick={() => resend.mutate({ email, role: role ?? 'member' })}>
                    Send the letter again
                  </MenuItem>
                  <MenuItem onClick={() => cancel.mutate(id)}>Cancel the invitation</MenuItem>
                </>
              }
            >
              <Cell primary>{email}</Cell>
              <Cell>{roleLabel(role ?? 'member')}</Cell>
              <Cell>
                <Badge open>Invited</Badge>
              </Cell>
              <Cell numeric quiet wide>
                <Day at={expiresAt} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}

function useInvitationActs(org: string, organizationId: string) {
  const queryClient = useQueryClient()
  const toast = useToast()
  const outcome = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: invitationsQuery(org).queryKey }),
    onError: (error: Error) =>
      toast(
        error instanceof Refusal
          ? error.sentence
          : 'Something went wrong on our side. Nothing was changed.',
      ),
  }
  const resend = useMutation({
    mutationFn: async ({ email, role }: { email: string; role: string }) => {
      const known = role === 'owner' || role === 'admin' ? role : 'member'
      answered(
        await authClient.organization.inviteMember({
          email,
          role: known,
          organizationId,
          resend: true,
        }),
      )
      toast(`A letter is on its way to ${email}.`)
    },
    ...outcome,
  })
  const cancel = useMutation({
    mutationFn: async (invitationId: string) =>
      answered(await authClient.organization.cancelInvitation({ invitationId })),
    ...outcome,
  })
  return { resend, cancel }
}
