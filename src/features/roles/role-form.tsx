import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { actsOf, beyond, type Granted } from '~/auth/permissions'
import { Field } from '~/ui/field'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { Select } from '~/ui/select'
import { PermissionGrid } from './permission-grid'
import { type Role, roleInput } from './roles'
import { useRoleWrites } from './roles.queries'

type Props = {
  org: string
  organizationId: string
  granted: Granted
  /** The role to change; without one, a new role is made. */
  role?: Role
  /** What a new role can start from. */
  others?: readonly Role[]
  done: () => void
}

/** Names a role and says what it allows, no more than the reader may do themselves. */
export function RoleForm({ org, organizationId, granted, role, others = [], done }: Props) {
  const { create, update } = useRoleWrites(org, organizationId)
  const [from, setFrom] = useState('')
  const mine = actsOf(granted)
  const form = useRefusableForm({
    defaultValues: { name: role?.name ?? '', permission: role ? actsOf([role.grant]) : [] },
    schema: roleInput,
    submit: async (value) => {
      const { name, permission } = roleInput.parse(value)
      if (role) await update.mutateAsync({ role, name, permission })
      else await create.mutateAsync({ name, permission })
      done()
    },
  })
  const startFrom = (id: string) => {
    setFrom(id)
    const start = others.find((each) => each.id === id)
    const acts = start ? actsOf([start.grant]) : []
    form.setFieldValue(
      'permission',
      acts.filter((act) => mine.includes(act)),
    )
  }
  return (
    <Form form={form} className="grid gap-6">
      <div className="grid items-start gap-6 sm:grid-cols-2">
        <form.AppField name="name">
          {(field) => (
            <field.Text
              label="Name"
              help="What people are called who hold it: “designer”, “support lead”."
              autoComplete="off"
              autoCapitalize="none"
            />
          )}
        </form.AppField>
        {!role && (
          <Field label="Start from" optional help="Ticks what that role allows, for you to change.">
            <Select
              value={from}
              onValueChange={startFrom}
              placeholder="Nothing"
              options={others.map(({ id, name, grant }) => ({
                value: id,
                label: roleLabel(name),
                hint: beyond(granted, [grant]).length > 0 && 'As far as your own role goes.',
              }))}
            />
          </Field>
        )}
      </div>
      <form.AppField name="permission">{() => <PermissionGrid mine={mine} />}</form.AppField>
      <FormError />
      <SubmitButton>{role ? 'Save role' : 'Create role'}</SubmitButton>
    </Form>
  )
}
