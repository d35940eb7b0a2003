import { createFileRoute, Link } from '@tanstack/react-router'
import { PersonMenu } from '~/features/account/person-menu'
import { CreateOrganizationForm } from '~/features/organizations/create-form'
import { Page } from '~/ui/page'
import { PlainShell } from '~/ui/plain-shell'

export const Route = createFileRoute('/app/new')({
  head: () => ({ meta: [{ title: 'New organization' }] }),
  component: NewOrganization,
})

function NewOrganization() {
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
        <CreateOrganizationForm />
      </Page>
    </PlainShell>
  )
}
