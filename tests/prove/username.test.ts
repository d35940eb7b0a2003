import '../support/setup'
import '../support/journey-setup'
import { sql } from 'drizzle-orm'
import { test } from 'vitest'
import { startProduction } from '../../dev/production.ts'
import { awake, context, open } from '../support/browser.ts'
import { asOwner } from '../support/database'
import { arrive, password } from '../support/people'
import { setUpAuthenticator } from '../support/second-step'
import { freePort } from '../support/server.ts'
import { buildWith } from './another-product.ts'

test('where usernames are offered one signs in with a username, and is asked for the second step if one has it', async () => {
  const fork = await buildWith('username: false', 'username: true')
  const ada = await arrive('ada')
  const bob = await arrive('bob')
  const step = await setUpAuthenticator(ada)
  for (const { id, name } of [ada, bob]) {
    await asOwner(sql`update "user" set username = ${name.toLowerCase()} where id = ${id}`)
  }
  const port = String(await freePort())
  const { DATABASE_URL = '', DATABASE_OWNER_URL = '', BETTER_AUTH_SECRET = '' } = process.env
  const { FILES_DIR = '' } = process.env
  const server = await startProduction(
    {
      HOST: '127.0.0.1',
      PORT: port,
      APP_URL: `http://localhost:${port}`,
      DATABASE_URL,
      DATABASE_OWNER_URL,
      BETTER_AUTH_SECRET,
      FILES_DIR,
      RESEND_API_KEY: 're_test',
      RESEND_BASE_URL: 'http://127.0.0.1:9',
      EMAIL_FROM: 'Atrium <hello@atrium.test>',
    },
    fork.folder,
  )
  try {
    const signIn = async (username: string) => {
      const page = await (await context({ baseURL: server.url })).newPage()
      await open(page, '/sign-in')
      await page.getByLabel('E-mail or username').fill(username)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page
        .locator('form')
        .getByRole('button', { name: /^Sign in/ })
        .click()
      return page
    }
    const bobs = await signIn('bob')
    await bobs.waitForURL('**/app')
    await bobs.getByText('You belong to no organization yet').waitFor()

    const adas = await signIn('ada')
    await adas.waitForURL(({ pathname }) => pathname === '/two-factor')
    await awake(adas)
    await adas.getByLabel('Code from your authenticator app').fill(step.code())
    await adas.getByRole('button', { name: 'Sign in' }).click()
    await adas.waitForURL('**/app')
    await adas.getByText('You belong to no organization yet').waitFor()
  } finally {
    await server.stop()
    fork.remove()
  }
})
