import { auth } from '~/auth/auth.server'
import { closedPaths } from '~/auth/closed-paths.server'
import { password } from '../support/people'
import type { Actor } from './actors'
import { fromAuth } from './answers'
import { headersOf } from './doors'
import { endpointsOf } from './endpoints'
import { unproven } from './endpoints-known'
import { code } from './furnish'
import type { Whole } from './run'
import type { World } from './world'

const asks = 'it sends a letter: what its link does leaves the line'
const ofSession = 'a convenience of the session that authorizes nothing'

/** Doors and endpoints that change a row and leave no line, and why. */
export const exempt: Record<string, string> = {
  switchAccount:
    "a cookie's work: another account of this browser is at work, and its browser was seen",
  requestEmailChange: asks,
  confirmEmailChange:
    'from the old address: it sends the letter to the new one, whose link leaves the line',
  cancelEmailChange: 'nothing had changed yet',
  stopEmailChange: 'nothing had changed yet',
  '/organization/set-active': ofSession,
  '/organization/set-active-team': ofSession,
  '/verify-password': 'it confirms who is signed in: what they do then leaves its line',
  '/request-password-reset': asks,
  '/sign-in/magic-link': asks,
  '/email-otp/send-verification-otp': asks,
  '/step-up/send-code': asks,
}

/** Endpoints that name nothing of an organization's: who calls them with what, so that they succeed. */
const plain: Record<string, { by?: Actor; body: object }> = {
  '/sign-out': { body: {} },
  '/sign-up/email': { body: { name: 'Ada', email: 'ada@another.test', password } },
  '/sign-in/email': { body: { email: 'ada@acme.test', password } },
  '/verify-password': { body: { password } },
  '/change-password': { body: { currentPassword: password, newPassword: `${password} again` } },
  '/update-user': { body: { name: 'Renamed' } },
  '/request-password-reset': { body: { email: 'ada@acme.test' } },
  '/revoke-sessions': { body: {} },
  '/revoke-other-sessions': { body: {} },
  '/sign-in/magic-link': { body: { email: 'ada@acme.test' } },
  '/email-otp/send-verification-otp': { body: { email: 'ada@acme.test', type: 'sign-in' } },
  '/step-up/send-code': { body: {} },
  '/two-factor/enable': { body: { password } },
  '/delete-user': { by: 'stranger', body: {} },
}

const played = 'what it takes is in tests/audit/account-lines.test.ts'

/** Endpoints whose success needs what is not here, and why that leaves nothing unwritten. */
const elsewhere: Record<string, string> = {
  '/get-session': 'asked by GET; by POST it is not offered',
  '/update-session': 'a session has no field that anybody may set',
  '/send-verification-email': asks,
  '/two-factor/send-otp': asks,
  '/step-up/passkey': 'it confirms who is signed in',
  '/step-up/code': 'it confirms who is signed in',
  '/admin/stop-impersonating': 'the sentences about looks have it',
  '/sign-in/email-otp': played,
  '/passkey/verify-registration': played,
  '/passkey/verify-authentication': played,
  '/two-factor/verify-totp': played,
  '/two-factor/verify-otp': played,
  '/two-factor/verify-backup-code': played,
  '/two-factor/generate-backup-codes': played,
  '/two-factor/disable': played,
}

type Act = { name: string; ask(): Promise<{ status: number }> }

/** Every POST door and every POST endpoint as whoever may call it; and those that nobody here knows how to call. */
export function everyAct(world: World, whole: Whole): { acts: Act[]; unknown: string[] } {
  const reads = new Set(
    whole.doors.flatMap(({ name, door }) => (Object(door).method === 'GET' ? [name] : [])),
  )
  const named = whole.controls
    .filter(({ target }) => !reads.has(target))
    .map(({ target, ask }) => ({ name: target, ask }))
  const others = Object.entries(plain).map(([path, { by = 'owner', body }]) => ({
    name: path,
    ask: () => fromAuth(path, { body, headers: headersOf(world, by) }),
  }))
  const known = new Set([...named, ...others].map(({ name }) => name.replace(/ \(\d+\)$/, '')))
  const unknown = endpointsOf(auth.api)
    .filter(({ method, path }) => method === 'POST' && !closedPaths.includes(path))
    .map(({ path }) => path)
    .filter((path) => !known.has(path) && !unproven[path] && !elsewhere[path])
  return { acts: [...named, ...others], unknown }
}

/** What is said nowhere: passwords, tokens, codes and hashes, as this world holds them. */
async function secretsOf({ ground, acme }: World): Promise<string[]> {
  const rows = await ground.ask(`
    select token as word from session union select password from account where password is not null
    union select identifier from verification
    union select token_hash from join_link union select data -> 'props' ->> 'url' from jobs.job`)
  const kept = rows.flatMap(({ word }) => (word ? String(word) : []))
  return [...kept, password, code, acme.joinToken, acme.claim, acme.addressToken]
}

/** Performs acts one after the other, putting the world back after each; says what is wrong, a line for each. */
export async function performAll(world: World, acts: readonly Act[]): Promise<string[]> {
  const { ground } = world
  const lastLine = async () => {
    const [row] = await ground.ask('select coalesce(max(id), 0)::int as last from audit')
    return Number(row?.last)
  }
  const untouched = await ground.digest('')
  const complaints: string[] = []
  for (const { name, ask } of acts) {
    const last = await lastLine()
    const { status } = await ask()
    const changed = [...(await ground.digest(''))].flatMap(([table, sum]) =>
      untouched.get(table) === sum || table.startsWith('audit') ? [] : [table],
    )
    const lines = await ground.ask('select to_jsonb(a)::text as line from audit a where id > $1', [
      last,
    ])
    const secrets = lines.length > 0 ? await secretsOf(world) : []
    if (changed.length > 0 || lines.length > 0) await world.restore()
    if (status >= 300 && plain[name]) complaints.push(`${name} did not succeed: ${status}`)
    const silent = status < 300 && changed.length > 0 && lines.length === 0
    if (silent && !exempt[name]) complaints.push(`${name} changed ${changed} and left no line`)
    if (exempt[name] && !silent) complaints.push(`${name} is exempted for nothing`)
    for (const { line } of lines) {
      const told = secrets.find((word) => word.length > 5 && String(line).includes(word))
      if (told) complaints.push(`${name} wrote down a secret: ${told}`)
    }
  }
  return complaints
}
