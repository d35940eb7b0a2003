import { createFileRoute } from '@tanstack/react-router'
import { personQuery } from '~/features/operator/people.queries'
import { PersonTrouble } from '~/features/operator/people-gone'
import { LookThrough } from '~/features/operator/people-look'
import { PersonPage } from '~/features/operator/people-page'

export const Route = createFileRoute('/operator/users/$user')({
  loader: async ({ context: { queryClient }, params: { user } }) => ({
    name: (await queryClient.ensureQueryData(personQuery(user))).name,
  }),
  head: ({ loaderData }) => ({ meta: [{ title: loaderData?.name ?? 'People' }] }),
  errorComponent: PersonTrouble,
  component: Person,
})

function Person() {
  const { user: id } = Route.useParams()
  const { user, role } = Route.useRouteContext()
  const look = <LookThrough id={id} role={role} />
  return <PersonPage key={id} {...{ id, role, look, me: user.id }} />
}
