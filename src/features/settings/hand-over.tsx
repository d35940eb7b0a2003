import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { PeopleFinder } from '~/ui/people-finder'
import { useToast } from '~/ui/toast'
import { heirsShown } from './settings'
import { heirsQuery } from './settings.queries'

type Heir = { id: string; name: string }

type Props = { org: string; name: string; handOver: (member: string) => Promise<void> }

/** Chooses the next owner, and asks once more. */
export function HandOver({ org, name, handOver }: Props) {
  const toast = useToast()
  const [choosing, setChoosing] = useState(false)
  const [heir, setHeir] = useState<Heir | null>(null)
  return (
    <>
      <Dialog
        trigger={<Button>Choose an owner…</Button>}
        open={choosing}
        onOpenChange={setChoosing}
        title="Who should own it?"
        sentence="They can do everything an owner can, also delete it."
      >
        <Heirs
          org={org}
          choose={(chosen) => {
            setChoosing(false)
            setHeir(chosen)
          }}
        />
      </Dialog>
      {heir && (
        <ConfirmDialog
          open
          onOpenChange={(open) => open || setHeir(null)}
          title={
            <>
              Make <bdi>{heir.name}</bdi> the owner of <bdi>{name}</bdi>?
            </>
          }
          sentence="You become an admin. Only the new owner can change that again."
          confirm="Hand over"
          danger
          onConfirm={async () => {
            await handOver(heir.id)
            toast(`${heir.name} is an owner now, and you are an admin.`)
          }}
        />
      )}
    </>
  )
}

function Heirs({ org, choose }: { org: string; choose: (heir: Heir) => void }) {
  const [q, setQ] = useState('')
  const { data: heirs, error } = useQuery(heirsQuery(org, q))
  return (
    <PeopleFinder
      label="Find a member"
      list="Members"
      words={q}
      onSearch={setQ}
      people={heirs}
      error={error}
      nobody={q ? 'Nobody of this name.' : 'Nobody else belongs to it yet. Invite somebody first.'}
      most={heirsShown}
      act="Choose"
      onAct={choose}
    />
  )
}
