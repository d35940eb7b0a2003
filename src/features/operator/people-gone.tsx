import type { ErrorComponentProps } from '@tanstack/react-router'
import { Refusal } from '~/refusal'
import { ButtonLink } from '~/ui/button'
import { Problem } from '~/ui/problem'
import { Trouble } from '~/ui/trouble'

/** What a person's page shows when they are gone, with the way back to the others; or whatever else went wrong. */
export function PersonTrouble(props: ErrorComponentProps) {
  const { error } = props
  if (!(error instanceof Refusal) || error.code !== 'not_found') return <Trouble {...props} />
  return (
    <Problem
      title="This account is not here"
      action={<ButtonLink to="/operator/users">To all people</ButtonLink>}
    >
      {error.sentence}
    </Problem>
  )
}
