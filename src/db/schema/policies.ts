import { type SQL, sql } from 'drizzle-orm'
import { pgPolicy } from 'drizzle-orm/pg-core'
import {
  invitation,
  member,
  organization,
  organizationRole,
  subscription,
  team,
  teamMember,
  user,
} from './auth'
import {
  applicationPolicy,
  currentOrganization,
  currentUser,
  ownerPolicy,
  readOnlyPolicy,
  tenant,
} from './roles'

// The policies of better-auth's tables, which its generator does not write. drizzle-kit finds them by their export.

const read = (rows: SQL) => pgPolicy('tenant', { to: tenant, for: 'select', using: rows })

export const organizationTenant = read(sql`id = ${currentOrganization}`).link(organization)
export const organizationApplication = applicationPolicy().link(organization)
export const organizationOwner = ownerPolicy().link(organization)

export const memberTenant = readOnlyPolicy().link(member)
export const memberApplication = applicationPolicy().link(member)
export const memberOwner = ownerPolicy().link(member)
// The worked example of a field of one's own: everybody writes their own title. db/rights.ts grants that one column.
const mine = sql`organization_id = ${currentOrganization} and user_id = ${currentUser}`
export const memberTitle = pgPolicy('tenant_title', {
  to: tenant,
  for: 'update',
  using: mine,
  withCheck: mine,
}).link(member)

export const invitationTenant = readOnlyPolicy().link(invitation)
export const invitationApplication = applicationPolicy().link(invitation)
export const invitationOwner = ownerPolicy().link(invitation)

export const teamTenant = readOnlyPolicy().link(team)
export const teamApplication = applicationPolicy().link(team)
export const teamOwner = ownerPolicy().link(team)

export const organizationRoleTenant = readOnlyPolicy().link(organizationRole)
export const organizationRoleApplication = applicationPolicy().link(organizationRole)
export const organizationRoleOwner = ownerPolicy().link(organizationRole)

// The inner query is itself under row-level security: only the organization's own teams and members are found.
export const teamMemberTenant = read(
  sql`exists (select 1 from team where team.id = team_member.team_id)`,
).link(teamMember)
export const teamMemberApplication = applicationPolicy().link(teamMember)
export const teamMemberOwner = ownerPolicy().link(teamMember)

export const userTenant = read(
  sql`exists (select 1 from member where member.user_id = "user".id)`,
).link(user)
export const userApplication = applicationPolicy().link(user)
export const userOwner = ownerPolicy().link(user)

// better-auth calls the organization that pays the reference.
export const subscriptionTenant = read(sql`reference_id = ${currentOrganization}`).link(
  subscription,
)
export const subscriptionApplication = applicationPolicy().link(subscription)
export const subscriptionOwner = ownerPolicy().link(subscription)
