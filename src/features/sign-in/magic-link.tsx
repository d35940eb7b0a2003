import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import app from 'app.config'
import { useState } from 'react'
import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import type { LinkState } from '~/auth/sign-in/link-state.server'
import { ownPath } from '~/auth/sign-in/redirect'
import { Button, ButtonLink, buttonClass } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { PasswordRemoved, removedPassword } from './password-removed'
import { useArrival } from './use-arrival'

type Props = { token: string; link: LinkState; redirect?: string }

const worthless = {
  expired: 'This link has expired. It was good for a quarter of an hour.',
  used: 'This link was used already. Each one works once.',
  garbled: 'This link was not copied whole. Open it from the letter, or copy all of it.',
}

/** A link by letter, and the one button that uses it. */
export function MagicLink({ token, link, redirect }: Props) {
  if (link.state !== 'open') {
    return (
      <div className="grid gap-6">
        <Notice tone="warn" role="alert">
          {worthless[link.state]}
        </Notice>
        <div>
          <ButtonLink to="/sign-in" search={{ redirect }}>
            Ask for a new one
          </ButtonLink>
        </div>
      </div>
    )
  }
  if (link.isReaders) {
    return (
      <div className="grid gap-6">
        <p>
          You are signed in as{' '}
          <span className="font-medium [overflow-wrap:anywhere]">{link.address}</span> already.
        </p>
        <div>
          <a href={ownPath(redirect)} className={buttonClass({ variant: 'primary' })}>
            Go on
          </a>
        </div>
      </div>
    )
  }
  return (
    <div className="grid gap-6">
      {link.reader && (
        <Notice tone="warn" title="This link is for another address">
          You are signed in as {link.reader}. The link is for {link.address}.
          {app.signIn.accountsPerBrowser > 1 && ' You stay signed in to both.'}
        </Notice>
      )}
      <UseLink token={token} redirect={redirect} address={link.address} />
    </div>
  )
}

type UseProps = Pick<Props, 'token' | 'redirect'> & { address: string }

function UseLink({ token, redirect, address }: UseProps) {
  const router = useRouter()
  const arrive = useArrival(redirect)
  const [removed, setRemoved] = useState(false)
  const use = useMutation({
    mutationFn: async () => {
      const seen = removedPassword()
      // A used link is answered by a redirect, which leads nowhere.
      const fetchOptions = { ...seen.options, redirect: 'manual' as const }
      const answer = await authClient.magicLink.verify({ query: { token }, fetchOptions })
      const data = answered<unknown>(answer)
      if (seen.removed()) setRemoved(true)
      else await arrive(data)
    },
    // Somebody may have used it meanwhile, or its time is over: then the page says which.
    onError: () => router.invalidate(),
  })
  if (removed) return <PasswordRemoved redirect={redirect} />
  return (
    <>
      {use.error && (
        <Notice tone="bad" role="alert">
          {faultOf(use.error).sentence}
        </Notice>
      )}
      <Button variant="primary" onClick={() => use.mutate()} pending={use.isPending}>
        Sign in as {address}
      </Button>
    </>
  )
}
