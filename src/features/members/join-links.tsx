import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { type Granted, may } from '~/auth/permissions'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Day } from '~/ui/day'
import { Dialog } from '~/ui/dialog'
import { MenuItem } from '~/ui/menu'
import { Section } from '~/ui/page'
import { Cell, HeadCell, Row, Table, TableBody, TableHead } from '~/ui/table'
import { JoinLinkForm } from './join-link-form'
import { useWaysInActs } from './joining.queries'
import type { Choices } from './members'
import { waysInQuery } from './members.queries'
import type { JoinLink } from './ways-in.server'

type Props = { org: string; granted: Granted; choices: Choices }

/** The links that let in whoever has them: so many people, so many days. */
export function JoinLinks({ org, granted, choices }: Props) {
  const { data } = useSuspenseQuery(waysInQuery(org))
  const [closing, setClosing] = useState<JoinLink | null>(null)
  const { removeLink } = useWaysInActs(org)
  const mayRemove = may(granted, { invitation: ['cancel'] })
  return (
    <Section
      title="Links to join"
      sentence="A link lets in whoever has it, as many people and as long as you say."
      action={
        <Dialog trigger={<Button>New link</Button>} title="New link">
          {(close) => <JoinLinkForm org={org} choices={choices} done={close} />}
        </Dialog>
      }
    >
      {data.links.length > 0 && (
        <Table label="Links to join">
          <TableHead>
            <HeadCell>Joins as</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Uses</HeadCell>
            <HeadCell>Made by</HeadCell>
            <HeadCell numeric>Good until</HeadCell>
            <HeadCell hidden>Acts</HeadCell>
          </TableHead>
          <TableBody>
            {data.links.map((link) => (
              <Row
                key={link.id}
                label={`the link for ${nameOf(link)}`}
                menu={
                  mayRemove && <MenuItem onClick={() => setClosing(link)}>Remove the link</MenuItem>
                }
              >
                <Cell primary>
                  <bdi>{nameOf(link)}</bdi>
                </Cell>
                <Cell>
                  <State link={link} />
                </Cell>
                <Cell quiet>
                  {link.maxUses - link.uses} of {link.maxUses} left
                </Cell>
                <Cell quiet wide>
                  <bdi>{link.createdBy ?? 'Somebody who left'}</bdi>
                </Cell>
                <Cell numeric quiet wide>
                  <Day at={link.expiresAt} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {closing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => open || setClosing(null)}
          title="Remove this link?"
          sentence="Nobody comes in by it any more. Who did stays a member."
          confirm="Remove link"
          onConfirm={() => removeLink.mutateAsync({ data: { org, id: closing.id } })}
        />
      )}
    </Section>
  )
}

function nameOf({ role, team }: JoinLink): string {
  return team ? `${roleLabel(role)} in ${team}` : roleLabel(role)
}

function State({ link: { expired, uses, maxUses, createdBy } }: { link: JoinLink }) {
  if (expired) return <Badge>Expired</Badge>
  if (uses >= maxUses) return <Badge>Used up</Badge>
  if (!createdBy) return <Badge tone="warn">Maker has left</Badge>
  return <Badge tone="good">Open</Badge>
}
