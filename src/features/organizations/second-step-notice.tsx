import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Day } from '~/ui/day'
import { Notice } from '~/ui/notice'
import { demandQuery } from './organizations.queries'

type AheadProps = { name: string; slug: string; by: Date }

/** Above every page of an organization that will soon ask for a second step. */
export function SecondStepAhead({ name, slug, by }: AheadProps) {
  return (
    <Notice
      tone="warn"
      className="rounded-none border-x-0 border-t-0"
      action={
        <Link to="/app/account/security" search={{ asked: slug }} className="link">
          Set it up
        </Link>
      }
    >
      <bdi>{name}</bdi> asks for two-step sign-in from <Day at={by} />.
    </Notice>
  )
}

/** For whoever was led away from an organization: why, and once it is done, the way back. */
export function SecondStepAsked({ slug }: { slug: string }) {
  const { data: demand } = useQuery(demandQuery(slug))
  const back = (
    <Link to="/app/$org" params={{ org: slug }} className="link">
      Go on
    </Link>
  )
  if (demand === undefined) return null
  if (demand === null) {
    return (
      <Notice className="mb-8" action={back}>
        The organization you came from lets you in.
      </Notice>
    )
  }
  return (
    <Notice tone="warn" className="mb-8" title={<bdi>{demand.name}</bdi>}>
      It asks for two-step sign-in. Switch it on below, then go on where you were.
    </Notice>
  )
}
