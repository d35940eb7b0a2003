import { createFileRoute } from '@tanstack/react-router'
import { may } from '~/auth/permissions'
import { Details } from '~/features/settings/details'
import { Parting } from '~/features/settings/parting'
import { SecondStepRow } from '~/features/settings/second-step-row'
import { secondStepsQuery, settingsQuery } from '~/features/settings/settings.queries'
import { Page, Section } from '~/ui/page'
import { Settings } from '~/ui/setting-row'

export const Route = createFileRoute('/app/$org/settings')({
  head: () => ({ meta: [{ title: 'Settings' }] }),
  loader: ({ context: { granted, queryClient }, params: { org } }) =>
    Promise.all([
      queryClient.ensureQueryData(settingsQuery(org)),
      may(granted, { organization: ['secure'] }) &&
        queryClient.ensureQueryData(secondStepsQuery(org)),
    ]),
  component: SettingsPage,
})

function SettingsPage() {
  const { org } = Route.useParams()
  const { granted, organization } = Route.useRouteContext()
  const of = { org, organizationId: organization.id }
  return (
    <Page title="Settings" sentence="What the organization is called, and who owns it.">
      <Section>
        <Details {...of} mayChange={may(granted, { organization: ['update'] })} />
      </Section>
      {may(granted, { organization: ['secure'] }) && (
        <Section title="How members sign in">
          <Settings>
            <SecondStepRow {...of} />
          </Settings>
        </Section>
      )}
      <Section title="Leaving" sentence="Nothing happens before you are asked once more.">
        <Parting {...of} mayDelete={may(granted, { organization: ['delete'] })} />
      </Section>
    </Page>
  )
}
