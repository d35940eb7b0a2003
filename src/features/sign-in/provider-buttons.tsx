import { useSuspenseQuery } from '@tanstack/react-query'
import { ArrowUpRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { providersQuery } from '~/auth/providers/providers.queries'
import { ownPath } from '~/auth/sign-in/redirect'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { WayButton } from './way-button'

type Props = {
  redirect?: string
  /** The way used last in this browser, by its id. */
  last?: string | null
}

/** A button for each provider that is configured; it leads to the provider's own page, and from there to ours. */
export function ProviderButtons({ redirect, last }: Props) {
  const { data: providers } = useSuspenseQuery(providersQuery)
  const [leavingFor, setLeavingFor] = useState('')
  const [fault, setFault] = useState('')
  // Whoever presses Back at the provider finds the page as it was left, with a button that waits.
  useEffect(() => {
    const back = () => setLeavingFor('')
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [])

  const go = async (provider: string) => {
    setLeavingFor(provider)
    setFault('')
    try {
      answered(await authClient.signIn.social({ provider, ...waysBack(redirect) }))
    } catch (error) {
      setFault(faultOf(error).sentence)
      setLeavingFor('')
    }
  }
  return (
    <>
      {providers.map(({ id, name }) => (
        <WayButton
          key={id}
          icon={<ArrowUpRight />}
          onClick={() => go(id)}
          pending={leavingFor === id}
          disabled={leavingFor !== ''}
          last={last === id}
        >
          Continue with {name}
        </WayButton>
      ))}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault}
        </Notice>
      )}
    </>
  )
}

function waysBack(redirect: string | undefined) {
  const search = redirect ? `?${new URLSearchParams({ redirect })}` : ''
  return { callbackURL: ownPath(redirect), errorCallbackURL: `/sign-in${search}` }
}
