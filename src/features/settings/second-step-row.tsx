import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { graceDays } from '~/auth/organizations/second-step-demand'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Day } from '~/ui/day'
import { Field } from '~/ui/field'
import { Select } from '~/ui/select'
import { SettingRow } from '~/ui/setting-row'
import { secondStepsQuery, settingsQuery, useOrganizationActs } from './settings.queries'

type Props = { org: string; organizationId: string }

/** Whether everybody needs a second step, and from when. */
export function SecondStepRow({ org, organizationId }: Props) {
  const { data: organization } = useSuspenseQuery(settingsQuery(org))
  const { data: counted } = useSuspenseQuery(secondStepsQuery(org))
  const { demandSecondStep } = useOrganizationActs(org, organizationId)
  const from = organization.twoFactorFrom
  return (
    <SettingRow
      title="Two-step sign-in"
      sentence={
        <>
          {from ? (
            <>
              Everybody needs it {from <= new Date() ? 'since' : 'from'} <Day at={from} />.
            </>
          ) : (
            'Everybody chooses for themselves.'
          )}{' '}
          {standing(counted)}
        </>
      }
    >
      {from ? (
        <ConfirmDialog
          trigger={<Button>No longer…</Button>}
          title="No longer ask for two-step sign-in?"
          sentence="Members who have it keep it. Nobody is kept out any more."
          confirm="No longer ask for it"
          onConfirm={() => demandSecondStep(null)}
        />
      ) : (
        <Demand without={counted.without} demand={demandSecondStep} />
      )}
    </SettingRow>
  )
}

function standing({ members, without }: { members: number; without: number }): string {
  if (without === 0) return members === 1 ? 'You have it.' : 'All members have it.'
  return `${without} of ${members} ${members === 1 ? 'member' : 'members'} ${without === 1 ? 'has' : 'have'} none yet.`
}

type DemandProps = { without: number; demand: (days: number) => Promise<void> }

function Demand({ without, demand }: DemandProps) {
  const [days, setDays] = useState<string>('7')
  return (
    <ConfirmDialog
      trigger={<Button>Ask for it…</Button>}
      title="Ask everybody for two-step sign-in?"
      sentence={
        without === 0
          ? 'All members have it already. Whoever joins later sets it up first.'
          : 'Members without it see a line about it. Once the time is up they see nothing here until they have set it up.'
      }
      confirm="Ask everybody"
      onConfirm={() => demand(Number(days))}
    >
      <Field label="From when">
        <Select
          value={days}
          onValueChange={setDays}
          options={graceDays.map((each) => ({
            value: String(each),
            label: each === 0 ? 'At once' : `In ${each} days`,
          }))}
        />
      </Field>
    </ConfirmDialog>
  )
}
