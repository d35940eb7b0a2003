import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OwnPasskey } from '~/auth/passkeys/own-passkeys.server'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Day } from '~/ui/day'
import { faultOf } from '~/ui/fault'
import { Menu, MenuItem } from '~/ui/menu'
import { Notice } from '~/ui/notice'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { PasskeyNameDialog } from './passkey-name-dialog'
import { passkeysQuery, usePasskeyActs } from './passkeys.queries'

type Chosen = {
  act: 'rename' | 'remove'
  passkey: Pick<OwnPasskey, 'id' | 'name'>
  isNew?: boolean
}

/** The passkeys of an account: add one, name it, remove it. */
export function PasskeysSection() {
  const { data: passkeys } = useSuspenseQuery(passkeysQuery)
  const acts = usePasskeyActs()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState('')

  const add = async () => {
    setPending(true)
    setFault('')
    try {
      const added = await acts.add()
      if (added) {
        const { id, name } = added
        setChosen({ act: 'rename', passkey: { id, name: name ?? 'Passkey' }, isNew: true })
      }
    } catch (error) {
      setFault(faultOf(error).sentence)
    } finally {
      setPending(false)
    }
  }
  const close = () => setChosen(null)
  return (
    <Section
      title="Passkeys"
      sentence="Sign in with your face, your finger or a PIN instead of a password. Nobody can guess one or trick you out of it."
      action={
        <Button onClick={add} pending={pending}>
          Add a passkey
        </Button>
      }
    >
      {fault && (
        <Notice tone="bad" role="alert" className="mb-4">
          {fault}
        </Notice>
      )}
      {passkeys.length === 0 ? (
        <p className="border-y py-4 text-quiet">You have none yet.</p>
      ) : (
        <Settings>
          {passkeys.map(({ id, name, keeper, synced, addedAt }) => (
            <SettingRow
              key={id}
              title={<bdi className="break-words">{name}</bdi>}
              sentence={
                <>
                  {kindOf({ keeper, synced, name })}
                  {addedAt && (
                    <>
                      , added <Day at={addedAt} />
                    </>
                  )}
                </>
              }
            >
              <Menu label={`What to do with ${name}`}>
                <MenuItem onClick={() => setChosen({ act: 'rename', passkey: { id, name } })}>
                  Rename
                </MenuItem>
                <MenuItem onClick={() => setChosen({ act: 'remove', passkey: { id, name } })}>
                  Remove
                </MenuItem>
              </Menu>
            </SettingRow>
          ))}
        </Settings>
      )}
      {chosen?.act === 'rename' && (
        <PasskeyNameDialog
          name={chosen.passkey.name}
          isNew={chosen.isNew}
          rename={(name) => acts.rename(chosen.passkey.id, name)}
          close={close}
        />
      )}
      {chosen?.act === 'remove' && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Remove “${chosen.passkey.name}”?`}
          sentence="It no longer signs you in. The device may go on offering it until you delete it there too."
          confirm="Remove passkey"
          danger
          onConfirm={() => acts.remove(chosen.passkey.id)}
        />
      )}
    </Section>
  )
}

/** Where it is kept, and whether it is lost with one device. */
function kindOf({ keeper, synced, name }: Pick<OwnPasskey, 'keeper' | 'synced' | 'name'>): string {
  const kind = synced ? 'Synced to your devices' : 'On one device only'
  return keeper && keeper !== name ? `${kind}, in ${keeper}` : kind
}
