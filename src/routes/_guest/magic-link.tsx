import { createFileRoute } from '@tanstack/react-router'
import { lookAtLink } from '~/auth/sign-in/link-state.functions'
import { MagicLink } from '~/features/sign-in/magic-link'
import { NarrowFrame } from '~/ui/narrow-frame'

export const Route = createFileRoute('/_guest/magic-link')({
  head: () => ({ meta: [{ title: 'Sign in' }] }),
  loaderDeps: ({ search }) => ({ token: search.token ?? '' }),
  loader: ({ deps }) => lookAtLink({ data: deps }),
  component: SignInByLink,
})

function SignInByLink() {
  const { token, redirect } = Route.useSearch()
  return (
    <NarrowFrame title="Sign in">
      <MagicLink token={token ?? ''} link={Route.useLoaderData()} redirect={redirect} />
    </NarrowFrame>
  )
}
