import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { roleLabel } from '~/auth/organizations/role-label'
import { PersonActs } from '~/features/roles/person-acts'
import { personQuery } from '~/features/roles/roles.queries'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/roles/who/$member')({
  head: () => ({ meta: [{ title: 'What somebody may do' }] }),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(personQuery(params.org, params.member)),
  component: Person,
})

function Person() {
  const { org, member } = Route.useParams()
  const { data: person } = useSuspenseQuery(personQuery(org, member))
  return (
    <Page
      title={
        <>
          What <bdi>{person.name}</bdi> may do
        </>
      }
      sentence={
        <>
          {roleLabel(person.role)} · {person.email}
        </>
      }
      back={
        <Link to="/app/$org/roles/who" params={{ org }}>
          Who may do what
        </Link>
      }
    >
      <PersonActs org={org} member={member} />
    </Page>
  )
}
