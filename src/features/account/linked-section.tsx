import { useSuspenseQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LinkedAccount } from '~/auth/providers/linked-accounts.server'
import { providerFault } from '~/auth/providers/provider-sentences'
import { providersQuery } from '~/auth/providers/providers.queries'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { Day } from '~/ui/day'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { Section } from '~/ui/page'
import { SettingRow, Settings } from '~/ui/setting-row'
import { linkedQuery, useLinkedActs } from './linked.queries'

/**
 * The accounts at providers that sign a person in: link one, unlink one.
 * @param error what a provider sent them back with
 */
export function LinkedSection({ error }: { error?: string }) {
  const { data: linked } = useSuspenseQuery(linkedQuery)
  const { data: providers } = useSuspenseQuery(providersQuery)
  const free = providers.filter(({ id }) => linked.every(({ provider }) => provider !== id))
  if (linked.length + free.length === 0) return null
  const fault = providerFault(error)
  return (
    <Section
      title="Linked accounts"
      sentence="Sign in with an account you have elsewhere. It must have the same address as this one."
    >
      {fault && (
        <Notice tone="bad" role="alert" className="mb-4">
          {fault}
        </Notice>
      )}
      <Settings>
        {linked.map((account) => (
          <LinkedRow key={account.id} account={account} />
        ))}
        {free.map(({ id, name }) => (
          <FreeRow key={id} provider={id} name={name} />
        ))}
      </Settings>
    </Section>
  )
}

function LinkedRow({ account: { id, name, since } }: { account: LinkedAccount }) {
  const { unlink } = useLinkedActs()
  return (
    <SettingRow
      title={name}
      sentence={
        <>
          Linked since <Day at={since} />
        </>
      }
    >
      <ConfirmDialog
        trigger={<Button aria-label={`Unlink ${name}`}>Unlink</Button>}
        title={`Unlink ${name}?`}
        sentence={`${name} no longer signs you in. You can link it again at any time.`}
        confirm={`Unlink ${name}`}
        onConfirm={() => unlink(id)}
      />
    </SettingRow>
  )
}

function FreeRow({ provider, name }: { provider: string; name: string }) {
  const { link } = useLinkedActs()
  const [leaving, setLeaving] = useState(false)
  const [fault, setFault] = useState('')
  // Whoever presses Back at the provider finds the page as it was left, with a button that waits.
  useEffect(() => {
    const back = () => setLeaving(false)
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [])
  const go = async () => {
    setLeaving(true)
    setFault('')
    try {
      await link(provider)
    } catch (error) {
      setFault(faultOf(error).sentence)
      setLeaving(false)
    }
  }
  return (
    <SettingRow title={name} sentence={fault || 'Not linked'}>
      <Button onClick={go} pending={leaving} aria-label={`Link ${name}`}>
        Link
      </Button>
    </SettingRow>
  )
}
