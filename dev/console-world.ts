import type { Client } from 'pg'

/** How much the console looks at. */
export type ConsoleSize = { people: number; organizations: number; lines: number; events: number }

/**
 * Two years of a product's life, by SQL, past triggers and foreign keys: most came lately. An organization has ten
 * members on average and some far more, four of ten have subscribed, and half of the people have a session.
 */
export async function fillConsole(client: Client, size: ConsoleSize): Promise<void> {
  const { people, organizations, lines, events } = size
  const team = `case when n % 5 = 0 then 'business' else 'team' end`
  const ago = (days: string) => `now() - (${days}) * interval '1 day'`
  const statements = [
    'select setseed(0.5)',
    'set session_replication_role = replica',
    `insert into "user" (id, name, email, email_verified, banned, role, created_at)
       select 'person-' || n, 'Person ' || n, 'person-' || n || '@many.test', n % 9 > 0, n % 400 = 0,
         case when n % 20000 = 7 then 'support' else 'user' end, ${ago('730 * random() ^ 1.6')}
       from generate_series(1, ${people}) n`,
    `insert into organization (id, name, slug, created_at, suspended_at, stripe_customer_id)
       select 'organization-' || n, 'Organization ' || n, 'organization-' || n, ${ago('730 * random() ^ 1.6')},
         case when n % 250 = 0 then now() end, 'cus_' || n
       from generate_series(1, ${organizations}) n`,
    `insert into member (id, organization_id, user_id, role, created_at)
       select 'owner-' || n, 'organization-' || n, 'person-' || (n * 7) % ${people} + 1, 'owner', now()
       from generate_series(1, ${organizations}) n
       union all
       select 'member-' || n, 'organization-' || floor(random() ^ 2 * ${organizations}) + 1, 'person-' || n, 'member', now()
       from generate_series(1, ${people}) n
       on conflict do nothing`,
    `insert into session (id, token, user_id, created_at, updated_at, expires_at)
       select 'session-' || n, 'token-' || n, 'person-' || n * 2, at, at, at + interval '7 days'
       from generate_series(1, ${people / 2}) n, lateral (select ${ago('30 * random()')} + n * interval '0') when_(at)`,
    `insert into subscription (id, plan, reference_id, stripe_customer_id, stripe_subscription_id, status, period_start,
         period_end, trial_start, trial_end, cancel_at_period_end, canceled_at, ended_at, seats, billing_interval)
       select 'subscription-' || n, ${team}, o.id, 'cus_' || n, 'sub_' || n, status, now(),
         now() + interval '12 days', o.created_at, least(o.created_at + interval '14 days',
           case when status = 'trialing' then now() + interval '5 days' else o.created_at + interval '14 days' end),
         false, ended, ended, 1 + n % 23, case when n % 4 = 0 then 'year' else 'month' end
       from generate_series(1, ${organizations}) n
         join organization o on o.id = 'organization-' || n,
         lateral (select case when n % 11 = 0 and o.created_at < now() - interval '40 days' then 'canceled'
           when o.created_at > now() - interval '14 days' then 'trialing'
           when n % 37 = 0 then 'past_due' when n % 61 = 0 then 'unpaid' else 'active' end) s(status),
         lateral (select case when status = 'canceled'
           then o.created_at + interval '20 days' + random() * (now() - o.created_at - interval '20 days') end) e(ended)
       where n % 5 < 2`,
    `insert into billing_account (organization_id, past_due_since)
       select reference_id, ${ago(`case status when 'unpaid' then 30 else 3 end`)} from subscription
       where status in ('past_due', 'unpaid')`,
    `insert into audit (organization_id, at, actor_id, actor_name, action, subject_id)
       select 'organization-' || floor(random() ^ 2 * ${organizations}) + 1, ${ago('365 * random() ^ 1.3')},
         'person-' || n % ${people} + 1, 'Person', case n % 3 when 0 then 'project.created' when 1 then 'project.updated'
         else 'member.joined' end, 'project-' || n
       from generate_series(1, ${lines}) n`,
    `insert into audit (organization_id, at, action, details)
       select reference_id, trial_end - interval '14 days', 'subscription.started', jsonb_build_object('subscriptionId', id,
         'plan', plan, 'interval', billing_interval, 'seats', greatest(1, seats / 2), 'trial', true) from subscription
       union all
       select reference_id, trial_end + 0.6 * (coalesce(ended_at, now()) - trial_end), 'subscription.changed',
         jsonb_build_object('subscriptionId', id, 'plan', plan, 'interval', billing_interval, 'seats', seats, 'from',
           jsonb_build_object('plan', plan, 'interval', billing_interval, 'seats', greatest(1, seats / 2))) from subscription
       where trial_end < now()`,
    `insert into stripe_event (id, type, customer_id, created_at, received_at, state, payload)
       select 'evt_' || n, case n % 50 when 0 then 'customer.subscription.deleted' else 'invoice.paid' end,
         'cus_' || n % ${organizations} + 1, at, at, case when n % 2000 = 0 then 'failed' else 'done' end,
         jsonb_build_object('data', jsonb_build_object('object', jsonb_build_object('id', 'sub_' || n, 'filling', repeat('x', 2000))))
       from generate_series(1, ${events}) n, lateral (select ${ago('90 * random()')} + n * interval '0') when_(at)`,
    `insert into jobs.job (name, state, created_on, completed_on)
       select case n % 3 when 0 then 'seats' else 'mail' end,
         (case when n % 300 = 0 then 'failed' else 'completed' end)::jobs.job_state, at, at
       from generate_series(1, 4000) n, lateral (select now() - random() * interval '24 hours' + n * interval '0') when_(at)`,
    'set session_replication_role = origin',
    'vacuum analyze',
  ]
  for (const statement of statements) await client.query(statement)
}

/** What was made, for whoever reads the figures. */
export async function countConsole(client: Client): Promise<string> {
  const tables = [
    'user',
    'organization',
    'member',
    'session',
    'subscription',
    'audit',
    'stripe_event',
  ]
  const counts = tables.map((table) => `(select count(*) from "${table}")::int as "${table}"`)
  const { rows } = await client.query<Record<string, number>>(`select ${counts.join(', ')}`)
  return Object.entries(rows[0] ?? {})
    .map(([table, count]) => `${table} ${count.toLocaleString('en')}`)
    .join(', ')
}
