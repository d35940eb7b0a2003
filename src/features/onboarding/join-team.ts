import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'

type Place = { organizationId: string; teamId: string; userId: string }

/** Whoever forms the first team is in it. */
export async function joinTeam(place: Place): Promise<void> {
  answered(await authClient.organization.addTeamMember(place))
}
