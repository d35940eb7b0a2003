import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { listMyInvitations } from '~/features/organizations/organizations.functions'
import { setLogo } from '~/features/settings/settings.functions'
import { pictures } from '../files/pictures'
import { asOwner } from '../support/database'
import { callAuth, knock, visit } from '../support/knock'
import { arrive, found, type Organization, type Person } from '../support/people'

let ada: Person, bob: Person, eve: Person
let acme: Organization, globex: Organization
beforeAll(async () => {
  ;[ada, bob, eve] = await Promise.all([arrive('ada'), arrive('bob'), arrive('eve')])
  acme = await found('acme', ada)
  globex = await found('globex', eve)
})

const invite = async (from: Person, { id: organizationId }: Organization, role: string) => {
  const body = { organizationId, email: bob.email, role }
  const { data } = await callAuth('/organization/invite-member', { body, headers: from.headers })
  return String(data?.id)
}
const mine = async () => (await knock(listMyInvitations, undefined, bob.headers)).result

test('invitations from everywhere stand together, with picture, role, inviter and end, until they are answered', async () => {
  const form = new FormData()
  form.set('org', 'acme')
  form.set('picture', new File([pictures['image/png']], 'logo.png'))
  await knock(setLogo, form, ada.headers)
  const [first, second] = [await invite(ada, acme, 'admin'), await invite(eve, globex, 'member')]
  const logo = expect.stringMatching(/^\/api\/files\//)
  const expiresAt = expect.any(Date)
  expect(await mine()).toEqual([
    {
      id: first,
      organization: 'Acme',
      slug: 'acme',
      logo,
      inviter: 'Ada',
      role: 'admin',
      expiresAt,
    },
    {
      id: second,
      organization: 'Globex',
      slug: 'globex',
      logo: null,
      inviter: 'Eve',
      role: 'member',
      expiresAt,
    },
  ])
  const [row] = await asOwner(sql`select logo from organization where slug = 'acme'`)
  expect((await visit(String(row?.logo), bob.headers)).status).toBe(200)
  expect((await visit(String(row?.logo), eve.headers)).status).toBe(404)

  await asOwner(sql`update "user" set email_verified = false where id = ${bob.id}`)
  expect(await mine()).toEqual([])
  expect((await visit(String(row?.logo), bob.headers)).status).toBe(404)
  await asOwner(sql`update "user" set email_verified = true where id = ${bob.id}`)

  const answer = (path: string, invitationId: string) =>
    callAuth(`/organization/${path}`, { body: { invitationId }, headers: bob.headers })
  expect((await answer('reject-invitation', first)).status).toBe(200)
  expect((await visit(String(row?.logo), bob.headers)).status).toBe(404)
  expect((await answer('accept-invitation', second)).status).toBe(200)
  expect(await mine()).toEqual([])
})
