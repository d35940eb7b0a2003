import pg from 'pg'
import { Misconfigured } from '~/env.server'

/** Where a policy would give the tenant more columns than it needs: the command, and the columns that it gets. */
const columnsForTenant: Record<string, Record<string, string>> = {
  // Never the role, the ban or the address's state.
  user: { select: 'id, name, email, image' },
  member: { update: 'title' },
}

/**
 * Makes the roles `owner`, `app`, `tenant` and `auditor` where they are missing, and the logins members of theirs.
 * Roles belong to the whole cluster: another database, or another process, may have made them already.
 * @param login the name the application logs in with
 */
export async function ensureRoles(client: pg.Client, login: string): Promise<void> {
  for (const role of ['owner', 'app', 'tenant', 'auditor']) {
    if (!(await exists(client, role))) await create(client, role)
  }
  const me = await currentLogin(client)
  if (me !== 'owner') await grant(client, 'owner', me, 'inherit true')
  if (login !== 'app') await grant(client, 'app', login, 'inherit true')
  await grant(client, 'tenant', login, 'inherit false, set true')
  await grant(client, 'auditor', login, 'inherit false, set true')
}

async function exists(client: pg.Client, role: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  return rowCount === 1
}

async function create(client: pg.Client, role: string): Promise<void> {
  try {
    await client.query(`create role ${pg.escapeIdentifier(role)} nologin`)
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    const madeMeanwhile = code === '42710' || code === '23505'
    if (madeMeanwhile) return
    if (code !== '42501') throw error
    throw new Misconfigured(
      `The role "${role}" is missing, and this login may not create it. Run once as an administrator: create role ${role} nologin;`,
    )
  }
}

async function currentLogin(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ me: string }>('select current_user as me')
  return rows[0]?.me ?? ''
}

async function grant(client: pg.Client, role: string, to: string, how: string): Promise<void> {
  const { rows } = await client.query<{ held: boolean }>(
    `select exists (select 1 from pg_auth_members m
       join pg_roles r on r.oid = m.roleid join pg_roles g on g.oid = m.member
       where r.rolname = $1 and g.rolname = $2)
     or (select rolsuper from pg_roles where rolname = $2) as held`,
    [role, to],
  )
  if (rows[0]?.held) return
  const sentence = `grant ${role} to ${pg.escapeIdentifier(to)} with ${how}`
  try {
    await client.query(sentence)
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    const grantedMeanwhile = code === '23505'
    if (grantedMeanwhile) return
    if (code !== '42501') throw error
    throw new Misconfigured(
      `The login "${to}" needs the role "${role}". Run once as an administrator: ${sentence};`,
    )
  }
}

/**
 * Row-level security enabled and forced on every table that has a policy, and the least rights that work: each role
 * may do what its policies are for, and a table without any is better-auth's and the application's. On the others the
 * application has no rights, so that a forgotten `withTenant` is an error and not an empty list.
 */
export async function applyRights(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.relname as bare,
      c.relrowsecurity as enabled, c.relforcerowsecurity as forced, p.relid is not null as has_policy,
      coalesce(p.for_app, '{}') as for_app, coalesce(p.for_tenant, '{}') as for_tenant,
      coalesce(p.for_auditor, '{}') as for_auditor
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    left join lateral (
      select polrelid as relid,
        array_agg(polcmd::text) filter (where 'app'::regrole = any (polroles)) as for_app,
        array_agg(polcmd::text) filter (where 'tenant'::regrole = any (polroles)) as for_tenant,
        array_agg(polcmd::text) filter (where 'auditor'::regrole = any (polroles)) as for_auditor
      from pg_policy where polrelid = c.oid group by polrelid) p on true
    where n.nspname = 'public' and c.relkind in ('r', 'p')`)

  const sentences = [
    'revoke create on schema public from public',
    'grant usage on schema public to app, tenant, auditor',
  ]
  for (const table of tables) {
    if (table.has_policy && !table.enabled)
      sentences.push(`alter table ${table.name} enable row level security`)
    if (table.has_policy && !table.forced)
      sentences.push(`alter table ${table.name} force row level security`)
    const applications = commandsOf(table.has_policy ? table.for_app : ['*'])
    sentences.push(
      // One by one, so that what is right already stays as it is.
      ...everyCommand.map((command) =>
        applications.includes(command)
          ? `grant ${command} on ${table.name} to app`
          : `revoke ${command} on ${table.name} from app`,
      ),
      ...commandsOf(table.for_auditor).map(
        (command) => `grant ${command} on ${table.name} to auditor`,
      ),
      ...commandsOf(table.for_tenant).map((command) => {
        const columns = columnsForTenant[table.bare]?.[command]
        return `grant ${command}${columns ? ` (${columns})` : ''} on ${table.name} to tenant`
      }),
    )
  }
  await client.query(sentences.join(';\n'))
}

const commandWords: Record<string, string> = {
  r: 'select',
  a: 'insert',
  w: 'update',
  d: 'delete',
}
const everyCommand = Object.values(commandWords)

/** The commands of these policies, as pg_policy abbreviates them; `*` is all. */
function commandsOf(abbreviated: string[]): string[] {
  return Object.entries(commandWords).flatMap(([letter, command]) =>
    abbreviated.includes('*') || abbreviated.includes(letter) ? [command] : [],
  )
}

type Table = {
  name: string
  bare: string
  enabled: boolean
  forced: boolean
  has_policy: boolean
  for_app: string[]
  for_tenant: string[]
  for_auditor: string[]
}
