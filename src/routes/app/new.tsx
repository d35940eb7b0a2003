import { createFileRoute, Link, useNavigate } from '@tanstack/react-router'
import { PersonMenu } from '~/features/account/person-menu'
import { planSearch } from '~/features/billing/billing'
import { CreateOrganizationForm } from '~/features/organizations/create-form'
import { Page } from '~/ui/page'
import { PlainShell } from '~/ui/plain-shell'

export const Route = createFileRoute('/app/new')({
  head: () => ({ meta: [{ title: 'New organization' }] }),
  validateSearch: planSearch,
  component: NewOrganization,
})

function NewOrganization() {
  const navigate = useNavigate()
  const search = Route.useSearch()
  return (
    <PlainShell person={<PersonMenu />}>
      <Page
        title="New organization"
        sentence="A place for your team. You will be its owner."
        back={
          <Link to="/app" className="link">
            Your organizations
          </Link>
        }
      >
        <CreateOrganizationForm
          onMade={(org) =>
            navigate({ to: '/app/$org/welcome/$step', params: { org, step: 'team' }, search })
          }
        />
      </Page>
    </PlainShell>
  )
}
