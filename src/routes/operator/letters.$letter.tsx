import { createFileRoute } from '@tanstack/react-router'
import { mayOperate } from '~/auth/operator/operator-permissions'
import { letterQuery } from '~/features/operator/letters.queries'
import { LetterPage } from '~/features/operator/letters-page'

export const Route = createFileRoute('/operator/letters/$letter')({
  head: () => ({ meta: [{ title: 'Letter' }] }),
  loader: async ({ context: { queryClient }, params: { letter } }) => {
    await queryClient.ensureQueryData(letterQuery(letter))
  },
  component: Letter,
})

function Letter() {
  const { letter } = Route.useParams()
  const { role } = Route.useRouteContext()
  const may = {
    resend: mayOperate(role, { letter: ['resend'] }),
    discard: mayOperate(role, { job: ['discard'] }),
  }
  return <LetterPage id={letter} may={may} />
}
