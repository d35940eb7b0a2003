import { type Granted, may } from '~/auth/permissions'
import type { Standing } from '~/billing/standing'
import { Button } from '~/ui/button'
import { Sheet } from '~/ui/sheet'
import { InviteForm } from './invite-form'
import type { Choices, MembersSearch } from './members'
import { SeatPrice } from './seat-price'

type Props = {
  org: string
  organizationId: string
  choices: Choices
  granted: Granted
  standing: Standing
  search: MembersSearch
  onSearch: (changed: Partial<MembersSearch>) => void
}

/** The button and the panel beside the page; the address says whether it is open. */
export function InviteSheet({ search, onSearch, granted, standing, ...form }: Props) {
  const seesBill = standing.subscribed !== null && may(granted, { billing: ['read'] })
  return (
    <Sheet
      trigger={<Button variant="primary">Invite people</Button>}
      open={search.invite ?? false}
      onOpenChange={(open) => onSearch({ invite: open || undefined })}
      title="Invite people"
      sentence="Each gets a letter with a link that is good for a week."
    >
      <InviteForm {...form} />
      {seesBill && <SeatPrice org={form.org} />}
    </Sheet>
  )
}
