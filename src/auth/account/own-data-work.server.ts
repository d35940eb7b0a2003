import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { unitDatabase as db } from '~/auth/unit.server'
import {
  audit,
  invitation,
  joinLink,
  member,
  organization,
  project,
  team,
  teamMember,
} from '~/db/schema'
import { withTenant } from '~/db/tenant'
import { day, type Me, maybe, type Part, place, text } from './own-data-part'

const here = { id: organization.id, name: organization.name, slug: organization.slug }

/** What somebody is and did in organizations: of what belongs to these, only what is theirs. */
export const workParts: Record<string, Part> = {
  organizations: {
    from: ['member'],
    about: 'Organizations you belong to, and what you are in them.',
    row: z.strictObject({ organization: place, role: text, title: maybe, joinedAt: day }),
    rows: (me) =>
      db
        .select({
          organization: here,
          role: member.role,
          title: member.title,
          joinedAt: member.createdAt,
        })
        .from(member)
        .innerJoin(organization, eq(organization.id, member.organizationId))
        .where(eq(member.userId, me.id))
        .orderBy(asc(member.createdAt)),
  },
  teams: {
    from: ['team_member'],
    about: 'Teams you are in.',
    row: z.strictObject({ organization: place, team: text, joinedAt: day.nullable() }),
    rows: (me) =>
      db
        .select({ organization: here, team: team.name, joinedAt: teamMember.createdAt })
        .from(teamMember)
        .innerJoin(team, eq(team.id, teamMember.teamId))
        .innerJoin(organization, eq(organization.id, team.organizationId))
        .where(eq(teamMember.userId, me.id))
        .orderBy(asc(teamMember.createdAt)),
  },
  invitations: {
    from: ['invitation'],
    about: 'Invitations to your address, and those you sent.',
    row: z.strictObject({
      organization: place,
      email: text,
      sentByYou: z.boolean(),
      role: maybe,
      status: text,
      createdAt: day,
      expiresAt: day,
    }),
    rows: (me) =>
      db
        .select({
          organization: here,
          email: invitation.email,
          sentByYou: sql<boolean>`${invitation.inviterId} = ${me.id}`,
          role: invitation.role,
          status: invitation.status,
          createdAt: invitation.createdAt,
          expiresAt: invitation.expiresAt,
        })
        .from(invitation)
        .innerJoin(organization, eq(organization.id, invitation.organizationId))
        .where(
          or(
            eq(invitation.inviterId, me.id),
            // An address nobody has confirmed may be somebody else's.
            me.emailVerified ? eq(invitation.email, me.email) : undefined,
          ),
        )
        .orderBy(asc(invitation.createdAt)),
  },
  'join-links': {
    from: ['join_link'],
    about: 'Links you made that let people join an organization, without what opens them.',
    row: z.strictObject({
      organization: place,
      role: text,
      uses: z.int(),
      maxUses: z.int(),
      createdAt: day,
      expiresAt: day,
    }),
    rows: (me) =>
      db
        .select({
          organization: here,
          role: joinLink.role,
          uses: joinLink.uses,
          maxUses: joinLink.maxUses,
          createdAt: joinLink.createdAt,
          expiresAt: joinLink.expiresAt,
        })
        .from(joinLink)
        .innerJoin(organization, eq(organization.id, joinLink.organizationId))
        .where(eq(joinLink.createdBy, me.id))
        .orderBy(asc(joinLink.createdAt)),
  },
  projects: {
    from: ['project'],
    about: 'Projects you made, where you still see them.',
    row: z.strictObject({
      organization: place,
      id: text,
      name: text,
      description: text,
      createdAt: day,
      archivedAt: day.nullable(),
    }),
    rows: myProjects,
  },
  activity: {
    from: ['audit'],
    about: 'What you did in the organizations you belong to, as their audit logs have it.',
    row: z.strictObject({
      organization: place,
      at: day,
      action: text,
      details: z.record(z.string(), z.unknown()),
    }),
    rows: myActivity,
  },
}

async function* myProjects(me: Me): AsyncGenerator<object> {
  for (const organization of await myOrganizations(me)) {
    const rows = await withTenant({ organization, user: me }, (tx) =>
      tx
        .select({
          id: project.id,
          name: project.name,
          description: project.description,
          createdAt: project.createdAt,
          archivedAt: project.archivedAt,
        })
        .from(project)
        .where(eq(project.createdBy, me.id))
        .orderBy(asc(project.createdAt)),
    )
    for (const row of rows) yield { organization, ...row }
  }
}

const atOnce = 1_000

async function* myActivity(me: Me): AsyncGenerator<object> {
  for (const organization of await myOrganizations(me)) {
    for (let last = 0; ; ) {
      const rows = await withTenant({ organization, user: me }, (tx) =>
        tx
          .select({ id: audit.id, at: audit.at, action: audit.action, details: audit.details })
          .from(audit)
          .where(and(eq(audit.actorId, me.id), gt(audit.id, last)))
          .orderBy(asc(audit.id))
          .limit(atOnce),
      )
      for (const { id, ...row } of rows) {
        last = id
        yield { organization, ...row }
      }
      if (rows.length < atOnce) break
    }
  }
}

function myOrganizations(me: Me) {
  return db
    .select(here)
    .from(member)
    .innerJoin(organization, eq(organization.id, member.organizationId))
    .where(eq(member.userId, me.id))
    .orderBy(asc(member.createdAt))
}
