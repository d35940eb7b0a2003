import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { withStepUp } from '~/auth/step-up/step-up'
import { Refusal } from '~/refusal'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { operatorQuery } from './entry.queries'

type Props = { todo: 'confirm' | 'second step'; to: string }

/** What stands between somebody who runs the product and the console. */
export function Enter({ todo, to }: Props) {
  if (todo === 'confirm') return <Confirm to={to} />
  return (
    <p>
      <Link to="/app/account/security" className="link">
        Set up a second step
      </Link>
    </p>
  )
}

function Confirm({ to }: { to: string }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [sentence, setSentence] = useState<string>()
  const enter = async () => {
    try {
      await withStepUp(async () => {
        const { todo } = await queryClient.fetchQuery({ ...operatorQuery, staleTime: 0 })
        if (todo) throw new Refusal('unconfirmed', 'Confirm that it is you first.')
      })
      await navigate({ href: to })
    } catch (error) {
      setSentence(faultOf(error).sentence)
    }
  }
  return (
    <div className="grid justify-items-start gap-4">
      {sentence && <Notice tone="warn">{sentence}</Notice>}
      <Button onClick={enter}>Confirm that it is you</Button>
    </div>
  )
}
