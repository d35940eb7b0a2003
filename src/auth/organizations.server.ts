import { APIError } from 'better-auth/api'
import { organization } from 'better-auth/plugins'
import { send } from '~/email/send.server'
import { env } from '~/env.server'
import { roomForMember } from './organization-rules.server'
import { access, roles } from './permissions'
import { remembering, unitUnderWay } from './unit.server'

const day = 86_400

/** better-auth's organization plugin with the product's rules. */
export const organizations = organization({
  ac: access,
  roles,
  dynamicAccessControl: { enabled: true },
  teams: { enabled: true, defaultTeam: { enabled: true } },
  schema: {
    // The worked example of fields of one's own: two lines here, `npm run auth:generate && npm run db:generate`.
    organization: { additionalFields: { website: { type: 'string', required: false } } },
    member: { additionalFields: { title: { type: 'string', required: false, input: false } } },
  },
  creatorRole: 'owner',
  // How many is the plan's to say, in the rules below; better-auth's own numbers stand out of its way.
  membershipLimit: 1_000_000,
  organizationLimit: 20,
  invitationLimit: 90,
  invitationExpiresIn: 7 * day,
  requireEmailVerificationOnInvitation: true,
  organizationHooks: {
    beforeAddMember: ({ organization }) => roomForMember(organization),
    beforeAcceptInvitation: ({ organization }) => roomForMember(organization),
    // Without a slug better-auth would take any name; the address is part of the product.
    beforeCreateOrganization: async ({ organization: wanted }) => {
      if (!wanted.slug) {
        throw new APIError('BAD_REQUEST', { code: 'INVALID_SLUG', message: 'Choose an address.' })
      }
    },
  },
  sendInvitationEmail: ({ id, email, role, organization: inviting, inviter, invitation }) =>
    remembering(() =>
      send(
        {
          letter: 'invitation',
          to: email,
          props: {
            organization: inviting.name,
            inviter: inviter.user.name,
            role,
            url: `${env.APP_URL}/invitation/${id}`,
            expiresAt: new Date(invitation.expiresAt).toISOString(),
          },
        },
        { tx: unitUnderWay() },
      ),
    ),
})
