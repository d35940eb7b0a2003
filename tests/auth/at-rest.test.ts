import { sql } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { asOwner } from '../support/database'
import { callAuth } from '../support/knock'
import { lettersTo } from '../support/letters'
import { arrive, cookiesOf, found, type Person, password, people } from '../support/people'
import { passFirstStep, setUpAuthenticator } from '../support/second-step'

/** Where a secret may stand as it is, and why. */
const plain: Record<string, string> = {
  session: 'better-auth looks a session up by it; without the server’s secret it signs nobody in',
}

/** Letters wait there with what they carry until they are sent; then the row goes, within a day. */
const letters = new Set(['job', 'job_common'])

let ada: Person
beforeAll(async () => {
  ada = await arrive('ada')
})

test('whoever reads the database finds nothing that lets them in: no link, code, key or token', async () => {
  const secrets: Record<string, string> = { password }
  const { headers } = ada
  const acme = await found('acme', ada)

  const begun = await callAuth('/two-factor/enable', { body: { password }, headers })
  secrets.authenticator = new URL(String(begun.data?.totpURI)).searchParams.get('secret') ?? ''
  await asOwner(sql`delete from two_factor`)
  const step = await setUpAuthenticator(ada)
  secrets.backupCode = step.backupCodes[0] ?? ''

  const email = people.ada.email
  await callAuth('/request-password-reset', { body: { email } })
  await callAuth('/sign-in/magic-link', { body: { email } })
  await callAuth('/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
  await callAuth('/two-factor/send-otp', { body: {}, headers: await passFirstStep(email) })
  await callAuth('/step-up/send-code', { body: {}, headers: step.headers })
  await callAuth('/sign-up/email', { body: { name: 'Bob', email: people.bob.email, password } })
  const invited = { organizationId: acme.id, email: people.cleo.email, role: 'member' }
  await callAuth('/organization/invite-member', { body: invited, headers: step.headers })
  for (const to of [email, people.bob.email]) {
    for (const [at, { letter, props }] of (await lettersTo(to)).entries()) {
      const token = props.url && new URL(props.url).searchParams.get('token')
      if (token) secrets[`${letter} ${at}`] = token
      if (props.code) secrets[`${letter} ${props.for} ${at}`] = props.code
    }
  }
  const kinds = Object.keys(secrets).map((name) => name.replace(/ \d+$/, ''))
  expect(kinds).toEqual(
    expect.arrayContaining(['reset', 'magic-link', 'code sign-in', 'code second-step', 'verify']),
  )

  const cookies = cookiesOf(
    (await callAuth('/sign-in/email', { body: { email: people.ada.email, password } })).headers,
  )
  for (const cookie of cookies.split('; ')) {
    const [name = '', value = ''] = cookie.split(/=(.*)/s)
    // Signed ones: the others say nothing that opens anything.
    const [, secret] = /^(.+)\.[\w+/]{43}=$/.exec(decodeURIComponent(value)) ?? []
    if (secret && !name.includes('multi')) secrets[`cookie ${name}`] = secret
  }

  const known = await placesOf(secrets)
  expect(known.filter(({ table }) => !letters.has(table) && !plain[table])).toEqual([])
})

async function placesOf(secrets: Record<string, string>) {
  const columns = await asOwner(sql`
    select quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) as place,
      c.table_name as table, string_agg(quote_ident(c.column_name) || '::text', ', ') as columns
    from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
    group by 1, 2`)
  expect(columns.length).toBeGreaterThan(20)
  const places: { table: string; secret: string }[] = []
  for (const { place, table, columns: names } of columns) {
    const rows = await asOwner(
      sql`select concat_ws(' ', ${sql.raw(String(names))}) as said from ${sql.raw(String(place))}`,
    )
    for (const [secret, word] of Object.entries(secrets)) {
      if (rows.some(({ said }) => contains(String(said), word)))
        places.push({ table: String(table), secret })
    }
  }
  return places
}

/** Six digits stand in many a number; a code is one where nothing like it stands beside it. */
function contains(said: string, word: string): boolean {
  if (!word) throw new Error('There is no such secret.')
  return /^\d+$/.test(word)
    ? new RegExp(`(?<![\\w.])${word}(?![\\w])`).test(said)
    : said.includes(word)
}
