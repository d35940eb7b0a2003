import { createFileRoute } from '@tanstack/react-router'
import { NotMe } from '~/features/account/not-me'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/not-me')({
  head: () => ({ meta: [{ title: 'It was not me' }] }),
  component: NotMePage,
})

function NotMePage() {
  const { token } = Route.useSearch()
  return (
    <NarrowFrame title="It was not you?">
      <NotMe token={token ?? ''} />
    </NarrowFrame>
  )
}
