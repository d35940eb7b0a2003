import { useStore } from '@tanstack/react-form'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { roleLabel } from '~/auth/organizations/role-label'
import { Badge } from '~/ui/badge'
import { Checkbox } from '~/ui/choice'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { inviteForm, readAddresses } from './addresses'
import { inviteAll, type Outcome } from './invite'
import type { Choices } from './members'
import { waysInQuery } from './members.queries'

type Props = { org: string; organizationId: string; choices: Choices }

/**
 * Invites whoever stands in a pasted list, in the organization of this page whatever other tabs do. Says what became
 * of each; who was not invited stays in the box.
 */
export function InviteForm({ org, organizationId, choices: { roles, teams } }: Props) {
  const queryClient = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const defaultTeam = teams[0]
  const form = useRefusableForm({
    defaultValues: { people: '', role: 'member', teamIds: defaultTeam ? [defaultTeam.id] : [] },
    schema: inviteForm,
    submit: async ({ people, role, teamIds }) => {
      const told = await inviteAll(
        organizationId,
        readAddresses(people),
        { role, teamIds },
        setOutcomes,
      )
      form.setFieldValue('people', left(told))
      await queryClient.invalidateQueries({ queryKey: waysInQuery(org).queryKey })
    },
  })
  const count = useStore(form.store, (state) => readAddresses(state.values.people).length)
  return (
    <Form form={form} className="grid gap-6">
      <form.AppField name="people">
        {(field) => (
          <field.TextArea
            label="E-mail addresses"
            help="One or many: on lines of their own, or with commas between them."
            rows={4}
            spellCheck={false}
            autoCapitalize="none"
            autoFocus
          />
        )}
      </form.AppField>
      <form.AppField name="role">
        {(field) => (
          <field.Select
            label="Role"
            options={roles
              .filter(({ offered }) => offered)
              .map(({ name }) => ({ value: name, label: roleLabel(name) }))}
          />
        )}
      </form.AppField>
      {teams.length > 0 && (
        <form.AppField name="teamIds">
          {(field) => (
            <fieldset className="grid gap-2">
              <legend className="mb-1.5 font-medium">Teams</legend>
              {teams.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={<bdi>{name}</bdi>}
                  checked={field.state.value.includes(id)}
                  onChange={({ currentTarget: { checked } }) =>
                    field.handleChange((before) =>
                      checked ? [...before, id] : before.filter((each) => each !== id),
                    )
                  }
                />
              ))}
            </fieldset>
          )}
        </form.AppField>
      )}
      <FormError />
      <SubmitButton>{count > 1 ? `Invite ${count} people` : 'Send invitation'}</SubmitButton>
      <Outcomes outcomes={outcomes} />
    </Form>
  )
}

/** What became of each address, under the button. */
function Outcomes({ outcomes }: { outcomes: Outcome[] }) {
  const invited = outcomes.filter(({ sentence }) => !sentence)
  return (
    <div aria-live="polite">
      {outcomes.length > 0 && (
        <>
          <p className="text-quiet">
            {invited.length === 1 && outcomes.length === 1
              ? `A letter is on its way to ${invited[0]?.email}.`
              : `${invited.length} of ${outcomes.length} invited.`}
          </p>
          <ul className="mt-3 divide-y border-y" aria-label="What became of each">
            {outcomes.map(({ text, email, sentence }) => (
              <li key={email ?? text} className="py-2">
                <p className="flex items-baseline justify-between gap-4">
                  <span className="min-w-0 [overflow-wrap:anywhere]">{email ?? text}</span>
                  <span className="text-dense">
                    <Badge tone={sentence ? 'warn' : 'good'}>
                      {sentence ? 'Not invited' : 'Invited'}
                    </Badge>
                  </span>
                </p>
                {sentence && <p className="text-dense text-quiet">{sentence}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function left(outcomes: Outcome[]): string {
  return outcomes
    .filter(({ sentence }) => sentence)
    .map(({ text }) => text)
    .join('\n')
}
