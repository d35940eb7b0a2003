import { createFileRoute, Link } from '@tanstack/react-router'
import { z } from 'zod/mini'
import { FindPerson } from '~/features/roles/find-person'
import { peopleQuery } from '~/features/roles/roles.queries'
import { lenient } from '~/search'
import { Page } from '~/ui/page'

export const Route = createFileRoute('/app/$org/roles/who/')({
  validateSearch: z.object({ q: lenient(z.string()) }),
  loaderDeps: ({ search }) => ({ q: search.q ?? '' }),
  head: () => ({ meta: [{ title: 'Who may do what' }] }),
  loader: ({ context, params, deps }) =>
    context.queryClient.ensureQueryData(peopleQuery(params.org, deps.q)),
  component: Who,
})

function Who() {
  const { org } = Route.useParams()
  const { q = '' } = Route.useSearch()
  const navigate = Route.useNavigate()
  return (
    <Page
      title="Who may do what"
      sentence="Choose somebody to see what they may do, and why."
      back={
        <Link to="/app/$org/roles" params={{ org }}>
          Roles
        </Link>
      }
    >
      <FindPerson
        key={q}
        org={org}
        q={q}
        search={(letters) => navigate({ search: { q: letters || undefined } })}
      />
    </Page>
  )
}
