import { APIError } from 'better-auth/api'
import { organization } from 'better-auth/plugins'
import { stillHere } from '~/auth/account/account-rules.server'
import { access, roles } from '~/auth/permissions'
import { afterUnit, asUnit, remembering, unitUnderWay } from '~/auth/unit.server'
import { endBill, mayDelete } from '~/billing/parting.server'
import { seatsChanged } from '~/billing/seats.server'
import { send } from '~/email/send.server'
import { env } from '~/env.server'
import { removeAll } from '~/files/store.server'
import { log } from '~/observe/log.server'
import { Refusal } from '~/refusal'
import { roomForInvitation, stillInvited } from './invitation-rules.server'
import { writeAdded } from './member-added.server'
import { roomForMember } from './organization-rules.server'
import { makeDefaultTeam } from './team-rules.server'

const day = 86_400

/** better-auth's organization plugin with the product's rules. */
export const organizations = organization({
  ac: access,
  roles,
  dynamicAccessControl: { enabled: true, maximumRolesPerOrganization: 20 },
  teams: {
    enabled: true,
    defaultTeam: { enabled: true, customCreateDefaultTeam: makeDefaultTeam },
  },
  schema: {
    // The worked example of fields of one's own: two lines here, `npm run auth:generate && npm run db:generate`.
    organization: {
      additionalFields: {
        website: { type: 'string', required: false },
        // The moment from which members without a second step are kept out; none where it is not required.
        twoFactorFrom: { type: 'date', required: false, input: false },
        // Since when an operator lets its members only read, and what they are told.
        suspendedAt: { type: 'date', required: false, input: false },
        suspendedWhy: { type: 'string', required: false, input: false },
      },
    },
    member: { additionalFields: { title: { type: 'string', required: false, input: false } } },
  },
  creatorRole: 'owner',
  // How many is the plan's to say, in the rules below; better-auth's own numbers stand out of its way.
  membershipLimit: 1_000_000,
  organizationLimit: 20,
  invitationLimit: 1_000_000,
  invitationExpiresIn: 7 * day,
  requireEmailVerificationOnInvitation: true,
  organizationHooks: {
    beforeAddMember: ({ organization }) => roomForMember(organization),
    afterAddMember: async (added) => {
      await writeAdded(added)
      await seatsChanged(added.organization.id, { tx: unitUnderWay() })
    },
    beforeCreateInvitation: ({ invitation }) => roomForInvitation(invitation),
    beforeAcceptInvitation: async (accepting) => {
      await stillHere(accepting.user)
      await stillInvited(accepting)
      await roomForMember(accepting.organization)
    },
    // Without a slug better-auth would take any name; the address is part of the product.
    beforeCreateOrganization: async ({ organization: wanted }) => {
      if (!wanted.slug) {
        throw new APIError('BAD_REQUEST', { code: 'INVALID_SLUG', message: 'Choose an address.' })
      }
    },
    beforeDeleteOrganization: ({ organization: going }) =>
      asUnit(async (tx) => {
        if (await mayDelete(tx, going)) return endBill(going, { tx })
        throw new Refusal('conflict', 'Its subscription is still under way. Cancel it first.')
      }),
    // The log, because the organization's own audit goes with it.
    afterDeleteOrganization: async ({ organization: { id }, user }) => {
      await afterUnit(async () =>
        log.info({ action: 'organization.deleted', organizationId: id, actorId: user.id }, 'audit'),
      )
      await afterUnit(() => removeAll({ id }))
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
