import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '~/ui/badge'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { CodeForm, DomainForm } from './domain-forms'
import { useWaysInActs } from './joining.queries'
import { waysInQuery } from './members.queries'
import type { EmailDomain } from './ways-in.server'

/** Domains whose people may join by themselves, once somebody has shown that the domain is the organization's. */
export function Domains({ org }: { org: string }) {
  const { data } = useSuspenseQuery(waysInQuery(org))
  const { domains } = data
  return (
    <Section
      title="E-mail domains"
      sentence="Whoever has a confirmed address at your domain can join as a member, without an invitation."
      action={
        <Dialog trigger={<Button>Add domain</Button>} title="Add a domain">
          <DomainForm org={org} />
        </Dialog>
      }
    >
      {domains.length > 0 && (
        <Settings>
          {domains.map((domain) => (
            <DomainRow key={domain.id} org={org} domain={domain} />
          ))}
        </Settings>
      )}
    </Section>
  )
}

function DomainRow({ org, domain }: { org: string; domain: EmailDomain }) {
  const { removeDomain } = useWaysInActs(org)
  const [removing, setRemoving] = useState(false)
  return (
    <SettingRow
      title={domain.domain}
      sentence={
        domain.verified ? (
          <Badge tone="good">People at this domain can join</Badge>
        ) : (
          <Badge open>{domain.waiting ? 'Waits for the code' : 'The code has run out'}</Badge>
        )
      }
    >
      {!domain.verified && (
        <Dialog
          trigger={<Button size="sm">{domain.waiting ? 'Enter the code' : 'New letter'}</Button>}
          title={domain.domain}
        >
          {(close) =>
            domain.waiting ? (
              <CodeForm org={org} id={domain.id} done={close} />
            ) : (
              <DomainForm org={org} domain={domain.domain} />
            )
          }
        </Dialog>
      )}
      <Button
        size="sm"
        variant="quiet"
        aria-label={`Remove ${domain.domain}`}
        onClick={() => setRemoving(true)}
      >
        Remove
      </Button>
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove ${domain.domain}?`}
        sentence="Nobody joins by it any more. Who did stays a member."
        confirm="Remove domain"
        onConfirm={() => removeDomain.mutateAsync({ data: { org, id: domain.id } })}
      />
    </SettingRow>
  )
}
