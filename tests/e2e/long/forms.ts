import type { BrowserContext, Page } from 'playwright-core'
import { newAddress, open } from '../../support/browser.ts'
import { type Journey, type Person, password } from '../../support/journey.ts'
import { authenticator } from '../../support/totp.ts'

/** What is typed, and what is said of it beside the field. */
type Faults = Record<string, string>

type Field = {
  label: string
  faults: Faults
  /** As it is pasted: with spaces, and marks of another direction, where they are no part of it. */
  good: string | ((page: Page) => Promise<string>)
}

/** A form of the ways in or of the account, and how to spoil it. */
export type Form = {
  /** In src/features. */
  file: string
  /** Opens a page and has the form on it. */
  at: (browser: BrowserContext) => Promise<Page>
  /** For whom it is, where that is not everybody. */
  who?: Person
  fields: Field[]
  button: string
  /** What is said when the session has ended meanwhile, where it is not that. */
  ended?: string
  done: (page: Page) => Promise<unknown>
  /** What a browser is told that keeps no cookies, where that matters. */
  bare?: string
}

/** Forms that no page of this product has, as it is configured. */
export const elsewhere = {
  'account/username-form.tsx': 'signIn.username is off',
  'sign-in/sign-up-by-link-form.tsx': 'signIn.password is on',
}

const long = 'x'.repeat(10_000)
const chosen = 'four quiet grey stones'

const mail = (address: string, empty = 'Write your e-mail address.'): Field => ({
  label: 'E-mail',
  faults: {
    '': empty,
    [long]: 'Use at most 254 characters.',
    'ada at acme': 'This does not look like an e-mail address.',
  },
  good: `\u200f ${address} `,
})
const called = (name: string): Field => ({
  label: 'Name',
  faults: { '': 'Write a name.', '   ': 'Write a name.', [long]: 'Use at most 80 characters.' },
  good: ` ${name} `,
})
const secret = (label: string, empty = 'Write your password.'): Field => ({
  label,
  faults: { '': empty },
  good: password,
})
const newSecret = (label: string): Field => ({
  label,
  faults: { '': 'Use at least 12 characters.', [long]: 'Use at most 128 characters.' },
  good: chosen,
})
const six = (label: string, sentence: string, good: () => Promise<string>): Field => ({
  label,
  faults: { '': sentence, 'one two': sentence, [long]: sentence },
  good: async () => {
    const code = await good()
    return ` ${code.slice(0, 3)} ${code.slice(3)}\u200e`
  },
})

const page = (path: string) => async (browser: BrowserContext) => {
  const opened = await browser.newPage()
  await open(opened, path)
  return opened
}
const after =
  (path: string, act: (page: Page) => Promise<void>) => async (browser: BrowserContext) => {
    const opened = await page(path)(browser)
    await act(opened)
    return opened
  }
const press = (name: string | RegExp) => (opened: Page) =>
  opened
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click()
const says = (words: string | RegExp) => (opened: Page) => opened.getByText(words).first().waitFor()
const atHome = (opened: Page) =>
  opened.getByRole('heading', { name: 'Your organizations' }).waitFor()

/** Every form, in an order in which each finds what it needs. */
export async function formsOf({ url, mailbox, query, arrive }: Journey): Promise<Form[]> {
  const ada = await arrive('ada')
  const bob = await arrive('bob')
  const cleo = await arrive('cleo')
  const eve = await arrive('eve')
  const olive = await arrive('olive')

  const on = (person: Person, body: object) =>
    person.fetch('/api/auth/two-factor/enable', { body: { password, ...body } })
  await on(bob, { method: 'otp' })
  const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = await (
    await on(cleo, {})
  ).json()
  const code = authenticator(totpURI)
  await cleo.fetch('/api/auth/two-factor/verify-totp', { body: { code: code(-1) } })

  const digitsTo = async (email: string) => {
    const { text } = await mailbox.letterTo(email, /code/)
    return /\b\d{6}\b/.exec(text)?.[0] ?? ''
  }
  const ask = (path: string, body: object) =>
    fetch(`${url}/api/auth${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, 'x-forwarded-for': newAddress() },
      body: JSON.stringify(body),
    })

  /** To the second step, by password. */
  const challenged = (email: string, act: (page: Page) => Promise<unknown>) =>
    after('/sign-in', async (opened) => {
      await opened.getByLabel('E-mail').fill(email)
      await opened.getByLabel('Password', { exact: true }).fill(password)
      await press('Sign in')(opened)
      await opened.getByRole('heading', { name: 'Two-step sign-in' }).waitFor()
      await act(opened)
    })
  /** To the question whether it is really them. */
  const questioned = (act: (page: Page) => Promise<unknown>) => async (browser: BrowserContext) => {
    await query("update session set created_at = now() - interval '2 days'")
    return after('/app/account/data', async (opened) => {
      await press('Export my data')(opened)
      await act(opened)
    })(browser)
  }
  const ofApp = 'Write the six digits that your app shows.'
  const ofLetter = 'Write the six digits from our letter.'
  const ofList = 'Write ten letters and digits, as they stand in your list.'

  let guests = 0
  return [
    {
      file: 'sign-in/sign-in-form.tsx',
      at: page('/sign-in'),
      fields: [mail(ada.email), secret('Password')],
      button: 'Sign in',
      done: atHome,
      bare: 'Allow cookies for this page',
    },
    {
      file: 'sign-in/address-form.tsx',
      at: after('/sign-in', press('Send me a link instead')),
      fields: [mail(ada.email)],
      button: 'Send me a link',
      done: says('We have sent a letter'),
    },
    {
      file: 'sign-in/code-form.tsx',
      at: async (browser) => {
        await ask('/email-otp/send-verification-otp', { email: ada.email, type: 'sign-in' })
        return page(`/sign-in?way=code&email=${ada.email}`)(browser)
      },
      fields: [six('Code', ofLetter, () => digitsTo(ada.email))],
      button: 'Sign in',
      done: atHome,
      bare: 'Allow cookies for this page',
    },
    {
      file: 'sign-in/sign-up-form.tsx',
      at: page('/sign-up'),
      fields: [called('Nora'), mail('nora@acme.test'), newSecret('Password')],
      button: 'Create account',
      done: says('We have sent a letter'),
    },
    {
      file: 'sign-in/claim-account.tsx',
      at: async (browser) => {
        guests += 1
        const email = `guest-${guests}@acme.test`
        await ask('/sign-up/email', { email, password, name: 'Nils', callbackURL: '/app' })
        return page((await mailbox.letterTo(email, /Confirm/)).link)(browser)
      },
      fields: [secret('Password', 'Write the password.')],
      button: 'Confirm my address',
      done: atHome,
      bare: 'Allow cookies for this page',
    },
    {
      file: 'sign-in/reset-request-form.tsx',
      at: page('/reset-password'),
      fields: [mail(olive.email)],
      button: 'Send me a link',
      done: says('We have sent a letter'),
    },
    {
      file: 'sign-in/reset-form.tsx',
      at: async (browser) =>
        page((await mailbox.letterTo(olive.email, /new password/)).link)(browser),
      fields: [newSecret('New password')],
      button: 'Change password',
      done: says('Your password is changed.'),
    },
    {
      file: 'sign-in/challenge-form.tsx',
      at: challenged(bob.email, press('Send me a code')),
      fields: [six('Code from our letter', ofLetter, () => digitsTo(bob.email))],
      button: 'Sign in',
      done: atHome,
    },
    {
      file: 'sign-in/challenge-form.tsx',
      at: challenged(cleo.email, says('Code from your authenticator app')),
      fields: [six('Code from your authenticator app', ofApp, async () => code())],
      button: 'Sign in',
      done: atHome,
    },
    {
      file: 'sign-in/challenge-form.tsx',
      at: challenged(cleo.email, press('Use a backup code')),
      fields: [
        {
          label: 'Backup code',
          faults: { '': ofList, 'one two': ofList, [long]: ofList },
          good: ` ${backupCodes[0]?.replace('-', ' ')}\u200e`,
        },
      ],
      button: 'Sign in',
      done: atHome,
    },
    {
      file: 'sign-in/name-form.tsx',
      who: eve,
      at: async (browser) => {
        await query(`update "user" set name = '' where id = $1`, [eve.id])
        return page('/your-name')(browser)
      },
      fields: [called('حواء')],
      button: 'Go on',
      done: atHome,
    },
    {
      file: 'account/password-section.tsx',
      who: eve,
      at: async (browser) => {
        await query('update account set password = null where user_id = $1', [eve.id])
        return page('/app/account/security')(browser)
      },
      fields: [newSecret('New password')],
      button: 'Set password',
      done: says('Set. You can sign in'),
    },
    {
      file: 'account/passkey-name-dialog.tsx',
      who: eve,
      at: async (browser) => {
        await query(
          `insert into passkey (id, name, public_key, user_id, credential_id, counter, device_type, backed_up)
         values ('one', 'Key', 'key', $1, 'one', 0, 'singleDevice', false)`,
          [eve.id],
        )
        return after('/app/account/security', async (opened) => {
          await press('What to do with Key')(opened)
          await opened.getByRole('menuitem', { name: 'Rename' }).click()
        })(browser)
      },
      fields: [called('מפתח')],
      button: 'Save name',
      done: says('מפתח'),
    },
    {
      file: 'account/profile-form.tsx',
      who: ada,
      at: page('/app/account/profile'),
      fields: [called('עדה')],
      button: 'Save name',
      done: says('Saved.'),
    },
    {
      file: 'account/email-section.tsx',
      who: ada,
      at: page('/app/account/profile'),
      fields: [
        { ...mail('ada@globex.test', 'Write your new e-mail address.'), label: 'New address' },
      ],
      button: 'Change address',
      done: says('is waiting to be confirmed'),
    },
    {
      file: 'account/step-up-codes.tsx',
      who: eve,
      at: questioned(async (opened) => {
        await press('Get a code by letter')(opened)
        await press('Send me a code')(opened)
      }),
      fields: [six('Code from the letter', 'The code is six digits.', () => digitsTo(eve.email))],
      button: 'Confirm',
      done: says('Downloaded.'),
    },
    {
      file: 'account/step-up-password.tsx',
      who: ada,
      at: questioned(says('Confirm that it is you')),
      fields: [secret('Password')],
      button: 'Confirm',
      done: says('Downloaded.'),
    },
    {
      file: 'account/proof-form.tsx',
      who: ada,
      at: after('/app/account/security', press('Set up…')),
      fields: [secret('Your password')],
      button: 'Go on',
      done: says('Scan this with the app'),
    },
    {
      file: 'account/password-section.tsx',
      who: ada,
      at: page('/app/account/security'),
      fields: [
        secret('Password now', 'Write the password you have now.'),
        newSecret('New password'),
      ],
      button: 'Change password',
      done: says('Changed.'),
    },
    {
      file: 'account/authenticator-setup.tsx',
      who: eve,
      at: after('/app/account/security', async (opened) => {
        await press('Set up…')(opened)
        await opened.getByLabel('Your password').fill(chosen)
        await press('Go on')(opened)
        await says('Scan this with the app')(opened)
      }),
      fields: [
        {
          label: 'The code it shows now',
          faults: { '': ofApp, [long]: ofApp, '000 000': 'This is not the code.' },
          good: async (opened) => {
            const key = await opened.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{1,4})+$/).innerText()
            return authenticator(`otpauth://totp/?secret=${key.replaceAll(' ', '')}`)(-1)
          },
        },
      ],
      button: 'Turn on',
      ended: 'This took too long, or was finished in another tab. Start again.',
      done: says('I have kept them'),
    },
  ]
}
