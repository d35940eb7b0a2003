import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { auth } from '~/auth/auth.server'
import { asOwner } from '../support/database'
import type { Person } from '../support/people'

/** Many people at once, each with a confirmed address and a session: without passwords, so without their cost. */
export async function crowd(count: number, domain = 'crowd.test'): Promise<Person[]> {
  const { authCookies, secret } = await auth.$context
  const people = Array.from({ length: count }, () => {
    const id = randomBytes(12).toString('hex')
    const token = randomBytes(24).toString('hex')
    const signed = `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
    const cookie = `${authCookies.sessionToken.name}=${encodeURIComponent(signed)}`
    const person = { id, name: `Person ${id.slice(0, 4)}`, email: `${id}@${domain}` }
    return { ...person, token, headers: new Headers({ cookie }) }
  })
  const rows = JSON.stringify(people.map(({ headers: _, ...row }) => row))
  await asOwner(sql`
    with people as (select * from json_to_recordset(${rows}::json) as p (id text, name text, email text, token text)),
      users as (
        insert into "user" (id, name, email, email_verified, role) select id, name, email, true, 'user' from people)
    insert into session (id, token, user_id, expires_at, updated_at)
      select id, token, id, now() at time zone 'utc' + interval '1 day', now() at time zone 'utc' from people`)
  return people
}
