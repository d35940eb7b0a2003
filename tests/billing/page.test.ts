import { sql } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { getBilling, getMoney } from '~/features/billing/billing.functions'
import { attribute, textOf } from '../public/page'
import { asOwner } from '../support/database'
import { knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'
import { late, subscribed } from './bought'

let ada: Person, bob: Person, cleo: Person, acme: Organization
beforeAll(async () => {
  ;[ada, bob, cleo] = await Promise.all([arrive('ada'), arrive('bob'), arrive('cleo')])
  acme = await found('acme', ada, [
    { person: bob, role: 'admin' },
    { person: cleo, role: 'member' },
  ])
})
beforeEach(async () => {
  await asOwner(sql`delete from subscription`)
  await asOwner(sql`delete from billing_account`)
  await asOwner(sql`delete from trial`)
})

/** What somebody reads on a page of Acme, without the words that bring it to life. */
async function read(person: Person, path = '/billing'): Promise<string> {
  const html = await (await visit(`/app/acme${path}`, person.headers)).text()
  return textOf(html.replace(/<script[\s\S]*?<\/script>|<title>[^<]*|<style[\s\S]*?<\/style>/g, ''))
}

/** The line above every page. */
async function notice(person: Person): Promise<string> {
  const html = await (await visit('/app/acme/settings', person.headers)).text()
  return textOf(/<aside aria-label="Notice">([\s\S]*?)<\/aside>/.exec(html)?.[1] ?? '')
}

const days = (from: number) => {
  const at = new Date(Date.now() + from * 86_400_000)
  const months = 'Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec'.split(' ')
  return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`
}

test('an owner reads the bill and changes it, an admin reads it, a member does not see it', async () => {
  const owner = await read(ada)
  expect(owner).toContain('Plan Free Everybody begins with it. Price €0')
  expect(owner).toContain('Members 3 of 10')
  expect(owner).toContain('€36 for 3 members Start 14-day trial')
  const admin = await read(bob)
  expect(admin).toContain('€36 for 3 members')
  expect(admin).toContain('Ask an owner to change it.')
  expect(admin).not.toMatch(/Start|Upgrade|Payment/)
  expect(await read(cleo, '')).not.toContain('Billing')
  for (const door of [getBilling, getMoney]) {
    const { error } = await knock(door, { org: 'acme' }, cleo.headers)
    expect(error).toMatchObject({ code: 'forbidden' })
  }
})

test('who has had a trial is offered none, in another organization either', async () => {
  await found('globex', ada)
  await asOwner(sql`insert into trial (subscription_id, organization_id, user_id, started_at)
    values ('sub_past', 'gone', ${ada.id}, now())`)
  expect(await read(ada)).toMatch(/Choose Team .* Choose Business/)
  expect(await read(ada)).not.toContain('trial')
  const { result } = await knock(getBilling, { org: 'globex' }, ada.headers)
  expect(result).toMatchObject({ offers: [{}, { plan: 'team', move: 'buy' }, {}, {}, {}] })
})

type State = {
  what: string
  set: () => Promise<void>
  /** On the billing page, to the owner. */
  page: string[]
  /** Above every page: to owner, admin and member. */
  notices: [string, string, string]
}

const states: State[] = [
  {
    what: 'a trial that has just begun',
    set: () => subscribed(acme, { plan: 'team', status: 'trialing', seats: 3, trialEnd: 13.5 }),
    page: [
      `Plan Team On trial The trial ends on ${days(13.5)} , in 13 days. Add a card to go on with Team; without one you have Free then.`,
      'Price after the trial €36 a month €12 per member and month · 3 seats',
      'Upgrade to Business',
    ],
    notices: ['', '', ''],
  },
  {
    what: 'a trial about to end without a card',
    set: () => subscribed(acme, { plan: 'team', status: 'trialing', trialEnd: 2.5 }),
    page: ['in 2 days. Add a card'],
    notices: [
      'The trial of Team ends in 2 days. With a card it goes on. Add a card',
      'The trial of Team ends in 2 days. With a card it goes on. Look at it',
      '',
    ],
  },
  {
    what: 'a plan that is paid',
    set: () => subscribed(acme, { plan: 'business', interval: 'year', periodEnd: 300.5 }),
    page: [
      `Plan Business Paid Paid until ${days(300.5)} .`,
      'Price €4,800 a year However many you are.',
      'Members 3 without limit',
    ],
    notices: ['', '', ''],
  },
  {
    what: 'a plan that ends soon',
    set: () => subscribed(acme, { plan: 'team', periodEnd: 5.5, cancelAtPeriodEnd: true }),
    page: [`It ends on ${days(5.5)} . After that you have Free.`, 'Keep Team', `From ${days(5.5)}`],
    notices: [
      `Team ends on ${days(5.5)} . After that you have Free. Keep Team`,
      `Team ends on ${days(5.5)} . After that you have Free. Look at it`,
      '',
    ],
  },
  {
    what: 'a payment that is late',
    set: async () => {
      await subscribed(acme, { plan: 'team', status: 'past_due' })
      await late(acme, 2.5)
    },
    page: [
      'Pay, or change the card',
      `Payment late A payment did not go through. Team stays until ${days(4.5)} .`,
      'Once the open payment is made, the plan can be changed again.',
      'Members 3 of 100',
    ],
    notices: [
      `A payment did not go through. Acme keeps Team until ${days(4.5)} . Pay it`,
      `A payment did not go through. Acme keeps Team until ${days(4.5)} . Look at it`,
      '',
    ],
  },
  {
    what: 'a payment that is so late that the plan has lapsed',
    set: async () => {
      await subscribed(acme, { plan: 'team', status: 'past_due' })
      await late(acme, 8.5)
    },
    page: [
      'Pay, or change the card',
      'Team Paused A payment did not go through.',
      'Members 3 of 10',
    ],
    notices: [
      'Acme has what Free allows: a payment for Team is late. Nothing is deleted. Pay it',
      'Acme has what Free allows: a payment for Team is late. Nothing is deleted. Look at it',
      'Acme has what Free allows. Nothing is deleted.',
    ],
  },
]

test.each(states)(
  '$what is said on the billing page, and above every page to whom it concerns',
  async ({ set, page, notices }) => {
    await set()
    const text = await read(ada)
    for (const words of page) expect(text).toContain(words)
    expect(await Promise.all([ada, bob, cleo].map(notice))).toEqual(notices)
  },
)

test('a plan given by hand is said to be, with until when, beside what is paid', async () => {
  await asOwner(sql`insert into billing_account (organization_id, granted_plan, granted_until)
    values (${acme.id}, 'business', now() + interval '30 days 12 hours')`)
  const given = `Plan Business Business, given by Atrium until ${days(30.5)} .`
  const words = await read(ada)
  expect(words).toContain(`${given} Nothing is charged for it. Price €0`)
  expect(words).toContain('Business Given to you')
  await subscribed(acme, { plan: 'team', seats: 3, periodEnd: 9.5 })
  expect(await read(ada)).toContain(`${given} Besides, Team: Paid until ${days(9.5)} .`)
})

test('more than the plan has room for is said plainly', async () => {
  await asOwner(sql`insert into team (id, name, organization_id, created_at)
    select 'team-' || n, 'Team ' || n, ${acme.id}, now() from generate_series(1, 4) n`)
  const free = await read(ada)
  expect(free).toContain('Teams 5 of 3')
  expect(free).toContain(
    '2 more than Free has room for. The newest 2 can be read, and not changed. Nothing is deleted.',
  )
  await subscribed(acme, { plan: 'team' })
  expect(await read(ada)).toContain('Not enough room: 2 teams can be read then, and not changed.')
  await asOwner(sql`delete from team where id like 'team-%'`)
})

test('what an address says of another plan, page or invoice does no harm', async () => {
  const strange = '?plan=%3Cb%3E&interval=never&from=elsewhere&after=../../etc'
  const answer = await visit(`/app/acme/billing${strange}`, ada.headers)
  expect(answer.headers.get('location')).toBe('/app/acme/billing')
  const { status } = await knock(getMoney, { org: 'acme', after: 'x'.repeat(900) }, ada.headers)
  expect(status).toBe(200)
})

test('a plan chosen on the pricing page goes along: to the account, the organization, its first steps and its bill', async () => {
  const links = async (path: string, headers?: Headers) =>
    attribute(await (await visit(path, headers)).text(), 'href')
  const signUp = '/sign-up?redirect=%2Fapp%2Fnew%3Fplan%3Dteam'
  expect(await links('/pricing')).toEqual(expect.arrayContaining(['/sign-up', signUp]))
  const signedIn = await visit(signUp, ada.headers)
  expect(signedIn.headers.get('location')).toBe('/app/new?plan=team')
  const step = (name: string, search: string) =>
    links(`/app/acme/welcome/${name}${search}`, ada.headers)
  expect(await step('team', '?plan=team')).toContain('/app/acme/welcome/invite?plan=team')
  expect(await step('project', '?plan=team')).toContain('/app/acme/billing?plan=team')
  expect(await step('project', '')).not.toContain('/app/acme/billing?plan=team')
  const business = await read(ada, '/billing?plan=business')
  expect(business).toContain('Start 14-day trial')
})
