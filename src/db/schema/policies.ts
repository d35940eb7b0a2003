import { type SQL, sql } from 'drizzle-orm'
import { pgPolicy } from 'drizzle-orm/pg-core'
import { invitation, member, organization, team, teamMember, user } from './auth'
import { applicationPolicy, currentOrganization, ownerPolicy, tenant } from './roles'

// The policies of better-auth's tables, which its generator does not write. drizzle-kit finds them by their export.

const own = sql`organization_id = ${currentOrganization}`
const read = (rows: SQL) => pgPolicy('tenant', { to: tenant, for: 'select', using: rows })

export const organizationTenant = read(sql`id = ${currentOrganization}`).link(organization)
export const organizationApplication = applicationPolicy().link(organization)
export const organizationOwner = ownerPolicy().link(organization)

export const memberTenant = read(own).link(member)
export const memberApplication = applicationPolicy().link(member)
export const memberOwner = ownerPolicy().link(member)

export const invitationTenant = read(own).link(invitation)
export const invitationApplication = applicationPolicy().link(invitation)
export const invitationOwner = ownerPolicy().link(invitation)

export const teamTenant = read(own).link(team)
export const teamApplication = applicationPolicy().link(team)
export const teamOwner = ownerPolicy().link(team)

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
