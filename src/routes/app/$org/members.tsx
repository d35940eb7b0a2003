import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { Domains } from '~/features/members/domains'
import { InviteSheet } from '~/features/members/invite-sheet'
import { JoinLinks } from '~/features/members/join-links'
import { type MembersSearch, membersSearch } from '~/features/members/members'
import { membersQuery, waysInQuery } from '~/features/members/members.queries'
import { MembersTable } from '~/features/members/members-table'
import { OpenInvitations } from '~/features/members/open-invitations'
import { Page } from '~/ui/page'
import { PageSkeleton } from '~/ui/skeleton'

export const Route = createFileRoute('/app/$org/members')({
  head: () => ({ meta: [{ title: 'Members' }] }),
  validateSearch: membersSearch,
  loaderDeps: ({ search: { invite: _, ...asked } }) => asked,
  loader: async ({ context: { queryClient, granted }, params: { org }, deps, cause }) => {
    // Whoever is here already sees the list change by itself.
    if (cause === 'stay') return
    await Promise.all([
      queryClient.ensureQueryData(membersQuery(org, deps)),
      may(granted, { invitation: ['read'] }) && queryClient.ensureQueryData(waysInQuery(org)),
    ])
  },
  remountDeps: ({ params }) => params,
  component: Members,
})

function Members() {
  const { org } = Route.useParams()
  const search = Route.useSearch()
  const navigate = Route.useNavigate()
  const { granted, organization, readOnly, standing, user } = Route.useRouteContext()
  const { data: page } = useQuery(membersQuery(org, search))
  const ids = { org, organizationId: organization.id }
  const reads = may(granted, { invitation: ['read'] })
  const invites = reads && may(granted, { invitation: ['create'] })
  const onSearch = (changed: Partial<MembersSearch>) =>
    void navigate({
      search: (now) => ({ ...now, ...changed }),
      replace: 'q' in changed,
      resetScroll: false,
    })
  if (!page) return <PageSkeleton />
  const sheet = { ...ids, choices: page, granted, standing, search, onSearch }
  return (
    <Page
      title="Members"
      sentence="Everybody who works here, and who is about to."
      width="table"
      action={invites && <InviteSheet {...sheet} />}
    >
      <MembersTable {...ids} {...{ me: user.id, granted, readOnly, search, page, onSearch }} />
      {reads && <OpenInvitations {...ids} granted={granted} />}
      {invites && <JoinLinks org={org} granted={granted} choices={page} />}
      {invites && may(granted, { organization: ['update'] }) && <Domains org={org} />}
    </Page>
  )
}
