import { createFileRoute } from '@tanstack/react-router'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { type LettersQuery, lettersSearch } from '~/features/operator/letters'
import { lettersQuery } from '~/features/operator/letters.queries'
import { LettersConsole } from '~/features/operator/letters-list'

export const Route = createFileRoute('/operator/letters/')({
  validateSearch: lettersSearch,
  head: () => ({ meta: [{ title: 'Letters' }] }),
  loaderDeps: ({ search }) => search,
  loader: async ({ context: { queryClient }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause !== 'stay') await queryClient.prefetchQuery(lettersQuery(deps))
  },
  component: Letters,
})

function Letters() {
  const query = Route.useSearch()
  const { role } = Route.useRouteContext()
  const navigate = Route.useNavigate()
  const change = (next: Partial<LettersQuery>) =>
    void navigate({
      search: (now) => ({ ...now, ...next }),
      replace: 'q' in next,
      resetScroll: false,
    })
  const mayResend = mayOperate(role, { letter: ['resend'] })
  return <LettersConsole query={query} change={change} mayResend={mayResend} />
}
