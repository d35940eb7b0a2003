import { randomUUID } from 'node:crypto'
import { signIn } from '../support/people'
import { type Actor, appear, arrive, type Person, sessionOf, well } from './actors'
import { contents, furnish, giveRole, keepFile } from './furnish'
import type { Ids } from './ids'
import { type Ground, openGround, plant, strings, wordsOf } from './rows'

/** Acme is attacked; Globex is the neighbour's own, with the same things in it. */
export type World = {
  ground: Ground
  people: Record<Exclude<Actor, 'nobody'>, Person>
  acme: Ids
  globex: Ids
  /** Acme's words, by table, that are nobody else's. */
  words: Map<string, Set<string>>
  /** Puts every row back, and the files. */
  restore(): Promise<void>
}

export async function makeWorld(): Promise<World> {
  const ground = await openGround()
  const [owner, admin, member, neighbour, operator] = await Promise.all([
    arrive('ada'),
    arrive('bob'),
    arrive('cleo'),
    arrive('eve'),
    arrive('olive'),
  ])
  const [stranger, removed, colleague, bare, almost, invited, employee] = [
    await appear('stranger'),
    await appear('removed'),
    await appear('colleague'),
    await appear('bare'),
    await appear('almost'),
    await appear('invited'),
    await appear('employee'),
  ]

  const support = await appear('support', 'support')
  const banned = await appear('banned', 'operator')
  await ground.ask('update "user" set banned = true where id = $1', [banned.id])

  // Came by a link, and may set a first password.
  await ground.ask('update account set password = null where user_id = $1', [invited.id])

  const acme = await furnish(ground, 'acme', owner, member, invited.email)
  const globex = await furnish(ground, 'globex', neighbour, employee, 'new@matrix.test')
  for (const [person, role] of [
    [admin, 'admin'],
    [colleague, 'member'],
    [bare, 'bare'],
    [almost, 'almost'],
    [removed, 'admin'],
  ] as const) {
    await ground.ask(
      `insert into member (id, organization_id, user_id, role, created_at) values ($1, $2, $3, $4, now())`,
      [randomUUID(), acme.organization, person.id, role],
    )
  }
  for (const role of ['bare', 'almost']) await giveRole(ground, acme.organization, role, {})
  await well('/organization/set-active', removed, { organizationId: acme.organization })
  await well('/organization/remove-member', owner, {
    organizationId: acme.organization,
    memberIdOrEmail: removed.email,
  })

  // Open to everybody at this address who has proven theirs.
  await ground.ask(
    `insert into email_domain (id, organization_id, domain, verified) values ($1, $2, 'invited.test', true)`,
    [randomUUID(), acme.organization],
  )
  await well('/organization/set-active', member, { organizationId: acme.organization })
  const ended = { ...member, headers: await signIn(member.email) }
  await well('/sign-out', ended, {})

  const look = await sessionOf(member.id, operator.id)
  await ground.ask(
    `insert into impersonation (session_id, operator_id, operator_name, user_id, user_name, reason, ends_at)
      values ($1, $2, $3, $4, $5, 'somebody asked for help', now() + interval '1 hour')`,
    [look.id, operator.id, operator.name, member.id, member.name],
  )
  const looking = { ...member, headers: look.headers }

  await ground.ask(
    `insert into stripe_event (id, type, customer_id, created_at, state, reason, payload)
      values ('evt_of_matrix', 'invoice.paid', 'cus_of_nobody', now(), 'failed', 'Stripe was away.', '{}')`,
  )

  await plant(ground, acme.organization)
  // Stripe does not answer here: whoever is no customer of it is answered without.
  await ground.ask('update organization set stripe_customer_id = null')
  // Not the file that is asked for: whom Acme has invited may see its logo.
  await ground.ask(
    `update organization set logo = '/api/files/' || $1 || '/logo-' || $2 || '.png' where id = $1`,
    [acme.organization, acme.file],
  )
  await Promise.all([keepFile(acme), keepFile(globex)])
  await ground.ask('delete from jobs.job')
  await ground.keep()
  const words = await wordsOf(ground, acme.organization)
  const common = new Set(
    [...(await wordsOf(ground, globex.organization)).values()].flatMap((each) => [...each]),
  )
  for (const each of words.values()) for (const word of common) each.delete(word)
  words.set('file', new Set([contents('acme')]))
  // What belongs to the whole organization is every member's; what is left are the words of the team's project.
  const everybodys = await ground.ask('select * from project where id = $1', [acme.archived])
  words.set('project of everybody', new Set(everybodys.flatMap(strings)))
  for (const word of words.get('project of everybody') ?? []) words.get('project')?.delete(word)
  return {
    ground,
    restore: async () => {
      await ground.restore()
      await Promise.all([keepFile(acme), keepFile(globex)])
    },
    people: {
      owner,
      admin,
      member,
      neighbour,
      operator,
      stranger,
      removed: { ...removed, knows: [acme.organization] },
      colleague,
      bare,
      almost,
      invited: { ...invited, knows: ['invited.test'] },
      ended,
      support,
      banned,
      looking,
    },
    acme,
    globex,
    words,
  }
}
