import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { Form, useRefusableForm } from '~/ui/form'
import { PeopleFinder } from '~/ui/people-finder'
import { useToast } from '~/ui/toast'
import { membersShown, ownerForm } from './organizations'
import { ownersQuery, useOrganizationActs } from './organizations.queries'
import { ActFoot, type ActProps, reasonLabel } from './organizations-forms'
import type { Member } from './organizations-page.server'

const others = [
  { value: 'admins', label: 'They become admins' },
  { value: 'owners', label: 'They stay owners' },
]

/** Chooses a member, then what becomes of the owners there are, and why. */
export function OwnerForm({ organization, close }: ActProps) {
  const [heir, setHeir] = useState<Member | null>(null)
  if (!heir) return <Heirs organizationId={organization.id} choose={setHeir} />
  return <Decision {...{ organization, close, heir }} back={() => setHeir(null)} />
}

function Decision({
  organization: { id, name },
  close,
  heir,
  back,
}: ActProps & { heir: Member; back: () => void }) {
  const { assignOwner } = useOrganizationActs()
  const toast = useToast()
  const form = useRefusableForm({
    defaultValues: { memberId: heir.id, others: 'admins', reason: '' },
    submit: async (values) => {
      const wanted = ownerForm.parse(values)
      await assignOwner.mutateAsync({ organizationId: id, ...wanted })
      close()
      toast(`${heir.name} owns ${name} now.`)
    },
  })
  return (
    <Form form={form}>
      <div className="flex items-center gap-3">
        <Avatar name={heir.name} image={heir.image} size="sm" />
        <span className="min-w-0 flex-1">
          <bdi className="block truncate font-medium">{heir.name}</bdi>
          <span className="block truncate text-dense text-quiet">{heir.email}</span>
        </span>
        <Button size="sm" onClick={back}>
          Another
        </Button>
      </div>
      <form.AppField name="others">
        {(field) => <field.Select label="The owners there are" options={others} />}
      </form.AppField>
      <form.AppField name="reason">{(field) => <field.Text {...reasonLabel} />}</form.AppField>
      <ActFoot danger>Make them the owner</ActFoot>
    </Form>
  )
}

type HeirsProps = { organizationId: string; choose: (heir: Member) => void }

function Heirs({ organizationId, choose }: HeirsProps) {
  const [q, setQ] = useState('')
  const { data: heirs, error } = useQuery(ownersQuery(organizationId, q))
  return (
    <PeopleFinder
      label="Find a member"
      list="Members"
      words={q}
      onSearch={setQ}
      people={heirs}
      error={error}
      nobody="Nobody of this name."
      most={membersShown}
      about={({ role, email }) => `${roleLabel(role)}, ${email}`}
      act="Choose"
      onAct={choose}
    />
  )
}
