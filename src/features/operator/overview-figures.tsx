import { Link } from '@tanstack/react-router'
import { Figure, Figures } from '~/ui/figure'
import { money } from '~/ui/money'
import type { Overview } from './overview.server'
import { number } from './overview-words'

type Props = Pick<Overview, 'people' | 'organizations' | 'revenue'>

/** What there is now, and the way to each list. */
export function OverviewFigures({ people, organizations, revenue }: Props) {
  const trials = revenue.plans.reduce((sum, { states }) => sum + states.trial, 0)
  return (
    <Figures>
      <Figure
        label={
          <Link to="/operator/users" className={quiet}>
            People
          </Link>
        }
        value={number(people.now)}
        note={
          <>
            <Link to="/operator/users" search={{ verified: false }} className={quiet}>
              {number(people.unconfirmed)} not confirmed
            </Link>
            {', '}
            <Link to="/operator/users" search={{ banned: true }} className={quiet}>
              {number(people.banned)} banned
            </Link>
          </>
        }
      />
      <Figure
        label={
          <Link to="/operator/organizations" className={quiet}>
            Organizations
          </Link>
        }
        value={number(organizations.now)}
        note={
          <Link to="/operator/organizations" search={{ only: 'suspended' }} className={quiet}>
            {number(organizations.suspended)} suspended
          </Link>
        }
      />
      <Figure
        label={
          <Link to="/operator/organizations" search={{ status: 'active' }} className={quiet}>
            Paying organizations
          </Link>
        }
        value={number(revenue.paying)}
        note={
          <Link to="/operator/organizations" search={{ status: 'trialing' }} className={quiet}>
            {number(trials)} on trial
          </Link>
        }
      />
      <Figure
        label={
          <Link to="/operator/billing" search={{ view: 'subscriptions' }} className={quiet}>
            Monthly recurring revenue
          </Link>
        }
        value={money(revenue.now)}
        note={`${money(revenue.now * 12)} a year`}
      />
    </Figures>
  )
}

const quiet =
  'rounded-control underline decoration-edge/50 decoration-1 underline-offset-3 hover:text-ink'
