import { useSuspenseQuery } from '@tanstack/react-query'
import { Avatar } from '~/ui/avatar'
import { Button } from '~/ui/button'
import { faultOf } from '~/ui/fault'
import { Notice } from '~/ui/notice'
import { Section } from '~/ui/page'
import { domainOffersQuery, useJoining } from './joining.queries'

/** Organizations that let in people at the reader's domain; nothing where there are none. */
export function DomainOffers() {
  const { data: offers } = useSuspenseQuery(domainOffersQuery)
  const { byDomain } = useJoining()
  if (offers.length === 0) return null
  return (
    <Section title="Your colleagues are here">
      {byDomain.error && (
        <Notice tone="bad" role="alert" className="mb-4">
          {faultOf(byDomain.error).sentence}
        </Notice>
      )}
      <ul className="divide-y border-y">
        {offers.map(({ id, name, logo, domain }) => (
          <li key={id} className="flex flex-wrap items-center gap-4 py-3">
            <Avatar name={name} image={logo} kind="organization" />
            <p className="min-w-0 flex-1 basis-40">
              <bdi className="font-medium">{name}</bdi> lets people at {domain} join
            </p>
            <Button
              aria-label={`Join ${name}`}
              pending={byDomain.isPending && byDomain.variables.data.organizationId === id}
              onClick={() => byDomain.mutate({ data: { organizationId: id } })}
            >
              Join
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
