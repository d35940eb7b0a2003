import { useSuspenseQuery } from '@tanstack/react-query'
import { Button } from '~/ui/button'
import { ConfirmDialog } from '~/ui/confirm-dialog'
import { SettingRow, Settings } from '~/ui/setting-row'
import { HandOver } from './hand-over'
import { settingsQuery, useOrganizationActs } from './settings.queries'

type Props = {
  org: string
  organizationId: string
  mayDelete: boolean
}

/** How one parts from the organization, the last of it last. */
export function Parting({ org, organizationId, mayDelete }: Props) {
  const { data: organization } = useSuspenseQuery(settingsQuery(org))
  const acts = useOrganizationActs(org, organizationId)
  const { name, owner, onlyOwner } = organization
  return (
    <Settings>
      {owner && (
        <SettingRow
          title="Hand over"
          sentence="Another member becomes the owner, and you become an admin."
        >
          <HandOver org={org} name={name} handOver={acts.handOver} />
        </SettingRow>
      )}
      <SettingRow
        title="Leave"
        sentence={
          onlyOwner
            ? 'You are the only owner. Make somebody else owner first, or delete the organization.'
            : 'You lose access at once. Somebody has to invite you to come back.'
        }
      >
        <ConfirmDialog
          trigger={<Button disabled={onlyOwner}>Leave…</Button>}
          title={
            <>
              Leave <bdi>{name}</bdi>?
            </>
          }
          sentence="You lose access to everything in it at once. What you made stays."
          confirm="Leave organization"
          danger
          onConfirm={acts.leave}
        />
      </SettingRow>
      {mayDelete && (
        <SettingRow
          title="Delete"
          sentence="The organization and everything in it goes for good, for all its members."
        >
          <ConfirmDialog
            trigger={<Button>Delete…</Button>}
            title={
              <>
                Delete <bdi>{name}</bdi>?
              </>
            }
            sentence="Its projects, teams, roles, invitations and its audit log are gone at once, for all its members. Nobody can bring them back."
            confirm="Delete organization"
            danger
            typed={name}
            onConfirm={acts.remove}
          />
        </SettingRow>
      )}
    </Settings>
  )
}
