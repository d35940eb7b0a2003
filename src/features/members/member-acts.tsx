import { roleLabel } from '~/auth/organizations/role-label'
import { type Granted, may, rolesIn } from '~/auth/permissions'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { MenuItem, MenuLink } from '~/ui/menu'
import { type Choices, titleForm } from './members'
import { useMemberActs } from './members.queries'
import type { Member } from './members.server'

type Kind = 'role' | 'title' | 'remove'
/** What is about to be done, and about whom. */
export type MemberAct = { kind: Kind; member: Member }

type About = { member: Member; me: string; granted: Granted; readOnly: boolean }

/** Whether there is anything the reader may do about this member. */
export function mayActOn({ member, me, granted, readOnly }: About): boolean {
  return (
    (member.userId === me && !readOnly) ||
    may(granted, { member: ['update'] }) ||
    may(granted, { member: ['delete'] })
  )
}

type ActsProps = About & {
  org: string
  roles: Choices['roles']
  setAct: (act: MemberAct) => void
}

/** The items of a member's menu. */
export function MemberActs({ org, member, me, granted, roles, setAct }: ActsProps) {
  const mine = member.userId === me
  const within = mine || isWithin(member.role, roles)
  return (
    <>
      {mine && (
        <MenuItem onClick={() => setAct({ kind: 'title', member })}>Change your title</MenuItem>
      )}
      {may(granted, { member: ['read', 'update'] }) && (
        <MenuLink to="/app/$org/roles/who/$member" params={{ org, member: member.id }}>
          {mine ? 'What you may do' : 'What they may do'}
        </MenuLink>
      )}
      {may(granted, { member: ['update'] }) && (
        <MenuItem disabled={!within} onClick={() => setAct({ kind: 'role', member })}>
          Change role
        </MenuItem>
      )}
      {!mine && may(granted, { member: ['delete'] }) && (
        <MenuItem disabled={!within} onClick={() => setAct({ kind: 'remove', member })}>
          Remove from the organization
        </MenuItem>
      )}
    </>
  )
}

/** Nobody acts on somebody who may do more than they may themselves. */
function isWithin(held: string, roles: Choices['roles']): boolean {
  return rolesIn(held).every((name) => roles.find((role) => role.name === name)?.offered ?? true)
}

type DialogProps = {
  org: string
  organizationId: string
  act: MemberAct
  me: string
  roles: Choices['roles']
  close: () => void
}

export function MemberActDialog({ act: { kind, member }, close, ...rest }: DialogProps) {
  const onOpenChange = (open: boolean) => open || close()
  if (kind === 'remove') return <RemoveDialog {...rest} member={member} close={close} />
  return kind === 'role' ? (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={
        <>
          The role of <bdi>{member.name}</bdi>
        </>
      }
    >
      <RoleForm {...rest} member={member} close={close} />
    </Dialog>
  ) : (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title="Your title"
      sentence="What you do here. Everybody in the organization sees it."
    >
      <TitleForm {...rest} member={member} close={close} />
    </Dialog>
  )
}

type FormProps = Omit<DialogProps, 'act'> & { member: Member }

function RoleForm({ org, organizationId, member, me, roles, close }: FormProps) {
  const { changeRole } = useMemberActs(org, organizationId)
  const form = useRefusableForm({
    defaultValues: { role: member.role },
    submit: async ({ role }) => {
      if (role !== member.role) await changeRole.mutateAsync({ memberId: member.id, role })
      close()
    },
  })
  const offered = roles.filter(({ name, offered }) => offered || name === member.role)
  return (
    <Form form={form}>
      <form.AppField name="role">
        {(field) => (
          <field.Select
            label="Role"
            help={member.userId === me ? 'This is your own role: you may not get back.' : undefined}
            options={offered.map(({ name }) => ({ value: name, label: roleLabel(name) }))}
          />
        )}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>Change role</SubmitButton>
      </div>
    </Form>
  )
}

function TitleForm({ org, organizationId, member, close }: FormProps) {
  const { setTitle } = useMemberActs(org, organizationId)
  const form = useRefusableForm({
    defaultValues: { title: member.title ?? '' },
    schema: titleForm,
    submit: async ({ title }) => {
      await setTitle.mutateAsync({ data: { org, title } })
      close()
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="title">
        {(field) => (
          <field.Text label="Title" optional autoComplete="organization-title" autoFocus />
        )}
      </form.AppField>
      <FormError />
      <div className="flex justify-end">
        <SubmitButton>Save title</SubmitButton>
      </div>
    </Form>
  )
}

function RemoveDialog({ org, organizationId, member, close }: FormProps) {
  const { remove } = useMemberActs(org, organizationId)
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => open || close()}
      title={
        <>
          Remove <bdi>{member.name}</bdi>?
        </>
      }
      sentence="They can do nothing here any more, from this moment. What they made stays. To come back they need a new invitation."
      confirm="Remove member"
      danger
      onConfirm={() => remove.mutateAsync({ memberId: member.id })}
    />
  )
}
