import pg from 'pg'
import { arrive, type Person, type Who } from '../support/people'

export const names = ['ada', 'bob', 'cleo', 'eve', 'olive'] as const
export type Slug = 'acme' | 'globex'
export const slugs: readonly Slug[] = ['acme', 'globex']

/** What stands in the tables that make a tenant. */
export type State = {
  people: { id: string }[]
  /** Who has no account or no session any more, and was not deleted either. */
  halved: { name: string }[]
  members: { id: string; org: Slug; user: string; role: string }[]
  roles: { id: string; org: Slug; role: string; permission: string }[]
  teams: { id: string; org: Slug; name: string; count: number }[]
  teamMembers: { team: string; org: Slug; user: string }[]
  invitations: { id: string; org: Slug; email: string; role: string; status: string }[]
  lines: {
    org: Slug
    actor: string
    action: string
    details: Record<string, unknown>
  }[]
  /** Changes that no line explains. */
  unexplained: { org: Slug; noun: string; change: string }[]
}

export type World = {
  people: Record<Who, Person>
  /** The same beginning for every sequence, by SQL: nobody signs up again. */
  reset(): Promise<State>
  look(): Promise<State>
  end(): Promise<void>
}

/**
 * Five people, Acme and Globex. Both organizations have eight members, five or six of whom do nothing, so that the
 * plan's ten are soon reached; Acme has a role of its own that may hand out roles and make new ones.
 */
export async function openWorld(): Promise<World> {
  const arrived = await Promise.all(
    names.map(async (who): Promise<[Who, Person]> => [who, await arrive(who)]),
  )
  const [ada, bob, cleo, eve, olive] = arrived.map(([, person]) => person)
  if (!(ada && bob && cleo && eve && olive)) throw new Error('Somebody did not arrive.')
  const people = { ada, bob, cleo, eve, olive }
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL })
  await client.connect()
  const kept = await keep(client)

  const memberships = [
    ['acme', ada.id, 'owner'],
    ['acme', bob.id, 'admin'],
    ['acme', cleo.id, 'lead'],
    ['globex', eve.id, 'owner'],
    ['globex', bob.id, 'member'],
    ...Array.from({ length: 5 }, (_, at) => ['acme', `quiet-${at}`, 'member']),
    ...Array.from({ length: 6 }, (_, at) => ['globex', `quiet-${at}`, 'member']),
  ]

  const look = async () => {
    const { rows } = await client.query<{ state: State }>(looking)
    const [row] = rows
    if (!row) throw new Error('The database shows nothing.')
    return row.state
  }
  return {
    people,
    look,
    async reset() {
      await client.query(`begin; delete from organization; delete from "user"; delete from audit_change;
        delete from jobs.job where name = 'mail'`)
      for (const { table, rows } of kept) {
        await client.query(
          `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`,
          [rows],
        )
      }
      await client.query(`insert into organization (id, name, slug, created_at)
          values ('acme', 'Acme', 'acme', now()), ('globex', 'Globex', 'globex', now());
        insert into organization_role (id, organization_id, role, permission)
          values ('role of acme', 'acme', 'lead', '${JSON.stringify(lead)}');
        insert into team (id, name, organization_id, created_at)
          values ('acme-general', 'General', 'acme', now()), ('globex-general', 'General', 'globex', now())`)
      await client.query(
        `insert into member (id, organization_id, user_id, role, created_at)
         select m ->> 0 || ' ' || (m ->> 1), m ->> 0, m ->> 1, m ->> 2, now() from json_array_elements($1) m`,
        [JSON.stringify(memberships)],
      )
      await client.query('delete from audit_change; commit')
      return look()
    },
    end: () => client.end(),
  }
}

/** May hand out roles and make new ones, and is no admin. */
export const lead = {
  ac: ['create', 'read', 'update', 'delete'],
  member: ['read', 'update'],
  invitation: ['read', 'create'],
  team: ['read', 'create', 'update'],
  project: ['read'],
}

/** Accounts and sessions as they are now, and people who only take up room. */
async function keep(client: pg.Client) {
  await client.query(`insert into "user" (id, name, email)
    select 'quiet-' || n, 'Quiet', 'quiet-' || n || '@atrium.test' from generate_series(0, 5) n`)
  const kept: { table: string; rows: string }[] = []
  for (const table of ['"user"', 'account', 'session']) {
    const { rows } = await client.query<{ rows: unknown }>(
      `select json_agg(t) as rows from ${table} t`,
    )
    kept.push({ table, rows: JSON.stringify(rows[0]?.rows) })
  }
  return kept
}

const list = (query: string) =>
  `coalesce((select json_agg(row_to_json(t)) from (${query}) t), '[]')`

const looking = `select json_build_object(
  'people', ${list('select id from "user"')},
  'halved', ${list(`select name from "user" u where name <> 'Quiet' and not
    (exists (select from account where user_id = u.id) and exists (select from session where user_id = u.id))`)},
  'members', ${list('select id, organization_id as org, user_id as user, role from member order by id')},
  'roles', ${list('select id, organization_id as org, role, permission from organization_role order by role')},
  'teams', ${list('select id, organization_id as org, name, member_count as count from team order by created_at, id')},
  'teamMembers', ${list(`select m.team_id as team, t.organization_id as org, m.user_id as user
    from team_member m join team t on t.id = m.team_id order by m.id`)},
  'invitations', ${list('select id, organization_id as org, email, role, status from invitation order by created_at, id')},
  'lines', ${list('select organization_id as org, actor_id as actor, action, details from audit order by id')},
  'unexplained', ${list(`select organization_id as org, noun, change from audit_change c where not exists
    (select from audit a where a.organization_id = c.organization_id and a.at = c.at) order by id`)}
  ) as state`
