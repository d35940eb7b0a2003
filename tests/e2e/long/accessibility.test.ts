import { test } from 'vitest'
import { fill, pageRoutes } from '../../../dev/look-routes.ts'
import { context, open } from '../../support/browser.ts'
import { people, startJourney } from '../../support/journey.ts'
import { expectGood, expectGoodWhileOpen, readable } from '../../support/readable.ts'

const { url, query, arrive, found, invite } = await startJourney()
const ada = await arrive('ada')
const olive = await arrive('olive')
const acme = await found('acme', ada)
await found('globex', ada)
const invitation = await invite(ada, acme, people.cleo.email)
const longest = 'Weathermachine'.repeat(6).slice(0, 80)
for (const name of ['Spring catalogue', longest]) {
  await query(
    'insert into project (id, organization_id, name, created_by) values (gen_random_uuid(), $1, $2, $3)',
    [acme.id, name, ada.id],
  )
}

const guests = await readable(await context())
const adas = await readable(await ada.browser())
const olives = await readable(await olive.browser())

const [member] = await query<{ id: string }>('select id from member where user_id = $1', [ada.id])
const [team] = await query<{ id: string }>('select id from team where organization_id = $1', [
  acme.id,
])
const [project] = await query<{ id: string }>('select id from project where name = $1', [longest])
await query(
  `insert into join_link (id, organization_id, token_hash, role, max_uses, expires_at, created_by)
    values ('link', $1, encode(sha256('come-in'), 'hex'), 'member', 9, now() + interval '1 day', $2)`,
  [acme.id, ada.id],
)
// The audit log is of this plan.
await query(
  `insert into billing_account (organization_id, granted_plan, granted_until)
    values ($1, 'business', now() + interval '1 day')`,
  [acme.id],
)
await query(`insert into stripe_event (id, type, created_at, state, reason, payload)
  values ('evt_1', 'invoice.paid', now(), 'failed', 'Stripe was away.', '{"id": "evt_1"}')`)
const [letter] = await query<{ id: string }>(`select id from jobs.job where name = 'mail' limit 1`)
const params = {
  user: ada.id,
  organization: acme.id,
  letter: letter?.id ?? 'none',
  token: 'come-in',
  project: project?.id ?? 'none',
  team: team?.id ?? 'none',
  org: 'acme',
  id: invitation,
  page: 'privacy',
  role: 'admin',
  step: 'invite',
  member: member?.id ?? 'none',
}
const visitorOf = (route: string) =>
  route.startsWith('/operator') ? olives : route.startsWith('/app') ? adas : guests

test.each(pageRoutes())('%s is good in both themes, wide and narrow', async (route) => {
  const page = visitorOf(route)
  await open(page, url + fill(route, params))
  await expectGood(page)
})

test.each([
  ['a page before its first project', adas, '/app/globex/projects', 'No projects yet'],
  ['a person who belongs nowhere yet', olives, '/app', 'You belong to no organization yet'],
  ['an invitation for somebody else', olives, `/invitation/${invitation}`, 'for another address'],
  ['an invitation that never was', guests, '/invitation/none', 'There is no such invitation.'],
  ['a form for a new password', guests, '/reset-password?token=none', 'New password'],
  ['a link that does not confirm', guests, '/verify-email?token=none', 'This link does not work'],
  ['an address that leads nowhere', guests, '/nowhere', 'There is nothing at this address'],
  ['an organization one is not in', olives, '/app/acme', 'There is no such organization.'],
])('%s is good in both themes, wide and narrow', async (_, page, path, sentence) => {
  await open(page, url + path)
  await page.getByText(sentence).first().waitFor()
  await expectGood(page)
})

test('a form at fault is good in both themes, wide and narrow', async () => {
  await open(guests, `${url}/sign-up`)
  await guests.getByRole('button', { name: 'Create account' }).click()
  await guests.getByText('Write a name.').waitFor()
  await expectGood(guests)
})

test('whatever opens over a page is good in both themes', async () => {
  await open(adas, `${url}/app/acme/projects`)
  await adas.getByRole('button', { name: 'New project' }).click()
  await expectGoodWhileOpen(adas, 'dialog')
  await adas.getByRole('button', { name: `Acts for Spring catalogue` }).click()
  await expectGoodWhileOpen(adas, 'menu')
  await adas.getByRole('button', { name: `Acts for Spring catalogue` }).click()
  await adas.getByRole('menuitem', { name: 'Delete' }).click()
  await expectGoodWhileOpen(adas, 'alertdialog')
  await adas.getByRole('button', { name: /^Acme/ }).click()
  await expectGoodWhileOpen(adas, 'menu')
  await adas.getByRole('button', { name: /^Ada/ }).click()
  await expectGoodWhileOpen(adas, 'menu')

  await open(adas, `${url}/app/acme/members`)
  await adas.getByRole('button', { name: 'New link' }).click()
  await expectGoodWhileOpen(adas, 'dialog')
  await adas.getByRole('button', { name: 'Invite people' }).click()
  await adas.getByRole('combobox', { name: 'Role' }).click()
  await expectGoodWhileOpen(adas, 'listbox')
  await expectGoodWhileOpen(adas, 'dialog')
  await adas.setViewportSize({ width: 360, height: 780 })
  await adas.getByRole('button', { name: 'Menu' }).click()
  await expectGoodWhileOpen(adas, 'dialog')
  await adas.setViewportSize({ width: 1440, height: 900 })
})
