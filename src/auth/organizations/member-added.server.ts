import { AsyncLocalStorage } from 'node:async_hooks'
import { eq } from 'drizzle-orm'
import { append, type Who } from '~/audit/append.server'
import { unitDatabase } from '~/auth/unit.server'
import { member } from '~/db/schema'
import { inside } from './organization-rules.server'

type Joining = { who: Who; by: 'link' | 'domain' }

const joining = new AsyncLocalStorage<Joining>()

/** Says of the member that `work` adds that they came by themselves, and how. */
export const joiningBy = <Result>(how: Joining, work: () => Promise<Result>): Promise<Result> =>
  joining.run(how, work)

type Added = {
  member: { id: string; role: string }
  user: { id: string; name: string }
  organization: { id: string }
}

/** After better-auth has added a member by another way than an invitation: the line. A founder's is the organization's. */
export async function writeAdded({ member: added, user, organization }: Added): Promise<void> {
  const members = await unitDatabase.$count(member, eq(member.organizationId, organization.id))
  if (members === 1) return
  const { id: memberId, role } = added
  const how = joining.getStore()
  await inside(organization, (tx) =>
    how
      ? append({ ...how.who, role, organization, tx }, 'member.joined', {
          memberId,
          role,
          by: how.by,
        })
      : append({ user: null, organization, tx }, 'member.added', {
          memberId,
          userId: user.id,
          name: user.name,
          role,
        }),
  )
}
