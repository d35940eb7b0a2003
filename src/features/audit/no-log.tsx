import { type Granted, may } from '~/auth/permissions'
import type { Standing } from '~/billing/standing'
import { ButtonLink } from '~/ui/button'
import { Empty } from '~/ui/empty'
import { Page } from '~/ui/page'
import { howLong, planWithLog } from './kept'

type Props = { org: string; granted: Granted; standing: Standing }

/** What stands in the log's place where the plan does not show it: it is written all the same. */
export function NoLog({ org, granted, standing }: Props) {
  return (
    <Page title="Audit log" sentence="Who did what, when and from where." width="table">
      <Empty
        title={planWithLog ? `Comes with ${planWithLog.name}` : 'Not part of your plan'}
        sentence={
          <>
            Here you would read every act in this organization as a sentence, find it by person,
            action and day, and take it along as a file. It is being written down meanwhile:{' '}
            {lowered(howLong(standing))}
          </>
        }
        action={
          planWithLog &&
          may(granted, { billing: ['read'] }) && (
            <ButtonLink variant="primary" to="/app/$org/billing" params={{ org }}>
              See the plans
            </ButtonLink>
          )
        }
      />
    </Page>
  )
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
