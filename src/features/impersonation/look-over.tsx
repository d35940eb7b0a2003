import { ButtonLink } from '~/ui/button'

type Props = {
  /** Who is at work now; null where they have to sign in again. */
  operator: string | null
  person: { id: string; name: string } | null
}

/** Where a look leads that ended by itself. */
export function LookOver({ operator, person }: Props) {
  if (operator === null) {
    return (
      <div className="grid justify-items-start gap-4">
        <p>Your own session ended meanwhile. Nothing more was changed.</p>
        <ButtonLink to="/sign-in" search={{ redirect: '/operator' }} variant="primary">
          Sign in again
        </ButtonLink>
      </div>
    )
  }
  return (
    <div className="grid justify-items-start gap-4">
      <p>
        You are yourself again, <bdi>{operator}</bdi>. Nothing more was changed.
      </p>
      {person ? (
        <ButtonLink to="/operator/users/$user" params={{ user: person.id }} variant="primary">
          Back to {person.name}
        </ButtonLink>
      ) : (
        <ButtonLink to="/operator" variant="primary">
          Back to the console
        </ButtonLink>
      )}
    </div>
  )
}
