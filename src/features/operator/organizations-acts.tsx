import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { mayOperate } from '~/auth/operator/operator-permissions'
import type { OperatorRole } from '~/auth/operator/operator-role'
import { Button } from '~/ui/button'
import { Day } from '~/ui/day'
import { Dialog } from '~/ui/dialog'
import { SettingRow, Settings } from '~/ui/setting-row'
import { EndGrantForm, GrantForm, RestoreForm, SuspendForm, TrialForm } from './organizations-forms'
import { OwnerForm } from './organizations-owner'
import type { OneOrganization } from './organizations-page.server'
import { planName } from './organizations-words'

type Props = { organization: OneOrganization; role: OperatorRole }

/** What can be done about its plan, besides what its owner does. */
export function PlanRows({ organization, role }: Props) {
  const { id, granted, standing } = organization
  const [open, setOpen] = useState<'grant' | 'end' | 'trial' | null>(null)
  const may = mayOperate(role, { organization: ['grant'] })
  const close = () => setOpen(null)
  const dialog = (which: typeof open) => ({
    open: open === which,
    onOpenChange: (next: boolean) => setOpen(next ? which : null),
  })
  return (
    <Settings>
      <SettingRow title="Given by hand" sentence={<Given organization={organization} />}>
        {may && granted && granted.state !== 'over' && (
          <Button onClick={() => setOpen('end')}>End it…</Button>
        )}
        {may && (
          <Button onClick={() => setOpen('grant')}>
            {granted && granted.state !== 'over' ? 'Change it…' : 'Give a plan…'}
          </Button>
        )}
      </SettingRow>
      {standing.state === 'trial' && standing.until && (
        <SettingRow
          title="Trial"
          sentence={
            <>
              {planName(standing.subscribed ?? standing.plan)} is on trial until{' '}
              <Day at={standing.until} />.
            </>
          }
        >
          {may && <Button onClick={() => setOpen('trial')}>Extend it…</Button>}
        </SettingRow>
      )}
      <SettingRow title="How it came to this" sentence="Events, people and jobs, in their order.">
        <Link to="/operator/billing/$organization" params={{ organization: id }} className="link">
          See the timeline
        </Link>
      </SettingRow>
      <Dialog
        {...dialog('grant')}
        title="Give a plan by hand"
        sentence="It holds through the day you choose, wherever it is larger than what is bought. Nothing is charged for it."
      >
        <GrantForm organization={organization} close={close} />
      </Dialog>
      <Dialog
        {...dialog('end')}
        title="End the plan given by hand?"
        sentence="From now on it has what it bought. Nothing is deleted."
      >
        <EndGrantForm organization={organization} close={close} />
      </Dialog>
      <Dialog
        {...dialog('trial')}
        title="Extend the trial"
        sentence="Stripe moves its end, and with it the first payment."
      >
        <TrialForm organization={organization} close={close} />
      </Dialog>
    </Settings>
  )
}

function Given({ organization: { granted, standing } }: Pick<Props, 'organization'>) {
  if (!granted) return 'No plan is given by hand.'
  const { name, until, state } = granted
  if (state === 'over') {
    return (
      <>
        {name} was given until <Day at={until} />. That is over.
      </>
    )
  }
  if (state === 'gone') return `${name} was given, which is no plan any more: it gives nothing.`
  return (
    <>
      {name} until <Day at={until} />.
      {standing.grantedUntil === null && ' What is bought is as large, and holds.'}
    </>
  )
}

/** For when no owner can act. */
export function OwnershipRow({ organization, role }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <SettingRow
      title="Make somebody the owner"
      sentence="When its owner is gone, and nobody else can hand it over."
    >
      {mayOperate(role, { organization: ['transfer'] }) && (
        <Dialog
          trigger={<Button>Choose an owner…</Button>}
          open={open}
          onOpenChange={setOpen}
          title="Who should own it?"
          sentence="They can do everything an owner can, also delete it."
        >
          <OwnerForm organization={organization} close={() => setOpen(false)} />
        </Dialog>
      )}
    </SettingRow>
  )
}

/** Suspends it, or restores it. */
export function SuspensionRow({ organization, role }: Props) {
  const [open, setOpen] = useState(false)
  const { name, suspended } = organization
  const may = mayOperate(role, { organization: ['suspend'] })
  const close = () => setOpen(false)
  if (suspended) {
    return (
      <SettingRow title="Restore" sentence="Everybody can work again, as before.">
        {may && (
          <Dialog
            trigger={<Button>Restore…</Button>}
            open={open}
            onOpenChange={setOpen}
            title={`Restore ${name}?`}
            sentence="Everybody can work again at once."
          >
            <RestoreForm organization={organization} close={close} />
          </Dialog>
        )}
      </SettingRow>
    )
  }
  return (
    <SettingRow
      title="Suspend"
      sentence="Everybody reads, owners too, and nobody changes anything or joins. The bill can be looked after, and whoever wants to leave may."
    >
      {may && (
        <Dialog
          trigger={<Button>Suspend…</Button>}
          open={open}
          onOpenChange={setOpen}
          title={`Suspend ${name}?`}
          sentence="It holds at once, on every page, until it is restored. Nothing is deleted."
        >
          <SuspendForm organization={organization} close={close} />
        </Dialog>
      )}
    </SettingRow>
  )
}
