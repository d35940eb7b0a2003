import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Dialog } from '~/ui/dialog'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { SearchBox } from '~/ui/search-box'
import { TableSkeleton } from '~/ui/skeleton'
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
    <div className="grid gap-4">
      <SearchBox label="Find a member" value={q} onSearch={setQ} autoFocus />
      {error && (
        <Notice tone="bad" role="alert">
          {faultOf(error).sentence}
        </Notice>
      )}
      {!heirs && !error && <TableSkeleton rows={3} />}
      {heirs?.length === 0 && (
        <p className="text-quiet" role="status">
          {q ? 'Nobody of this name.' : 'Nobody else belongs to it yet. Invite somebody first.'}
        </p>
      )}
      {heirs && heirs.length > 0 && (
        <ul className="max-h-80 divide-y overflow-y-auto border-y" aria-label="Members">
          {heirs.map(({ id, name, email, image }) => (
            <li key={id} className="flex items-center gap-3 py-2">
              <Avatar name={name} image={image} size="sm" />
              <span className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{name}</bdi>
                <span className="block truncate text-dense text-quiet">{email}</span>
              </span>
              <Button size="sm" aria-label={`Choose ${name}`} onClick={() => choose({ id, name })}>
                Choose
              </Button>
            </li>
          ))}
        </ul>
      )}
      {heirs?.length === heirsShown && (
        <p className="text-quiet text-small">
          The first {heirsShown}. Search for somebody to see fewer.
        </p>
      )}
    </div>
  )
}
