import app from 'app.config'
import { contrast } from 'emails/colour'
import { dark, light } from 'emails/palette'
import { describe, expect, test } from 'vitest'
import { type Letter, letterShape, renderLetter, veil } from '~/email/letters'

const url = 'https://atrium.test/verify-email?token=abc&redirect=%2Fapp'
const to = 'ada@atrium.test'

const letters: Letter[] = [
  { letter: 'verify', to, props: { name: 'Ada Lovelace', url } },
  { letter: 'reset', to, props: { name: 'Ada Lovelace', url } },
  {
    letter: 'invitation',
    to,
    props: {
      organization: 'Analytical Engines',
      inviter: 'Ada Lovelace',
      role: 'admin',
      url,
      expiresAt: '2026-11-12T14:05:00.000Z',
    },
  },
  {
    letter: 'domain-code',
    to,
    props: {
      organization: 'Analytical Engines',
      person: 'Ada Lovelace',
      domain: 'engines.test',
      code: '140592',
      url,
    },
  },
  {
    letter: 'already-registered',
    to,
    props: { name: 'Ada Lovelace', signInUrl: url, resetUrl: 'https://atrium.test/reset-password' },
  },
  {
    letter: 'account-notice',
    to,
    props: {
      name: 'Ada Lovelace',
      what: 'new-device',
      at: '2026-11-12T14:05:00.000Z',
      device: 'Firefox on Windows',
      address: '192.0.2.1',
      url,
    },
  },
  {
    letter: 'account-deleted',
    to,
    props: { name: 'Ada Lovelace', at: '2026-11-12T14:05:00.000Z' },
  },
  { letter: 'magic-link', to, props: { url } },
  { letter: 'code', to, props: { code: '140592', for: 'sign-in', minutes: '15', url } },
  {
    letter: 'change-email',
    to,
    props: { name: 'Ada Lovelace', newAddress: 'countess@atrium.test', url },
  },
  { letter: 'new-address', to, props: { url } },
  { letter: 'address-taken', to, props: { name: 'Ada Lovelace', url } },
  {
    letter: 'trial-ending',
    to,
    props: { organization: 'Acme', plan: 'Team', endsAt: '2026-11-12T14:05:00.000Z', url },
  },
  {
    letter: 'payment-failed',
    to,
    props: {
      organization: 'Acme',
      plan: 'Team',
      amount: 4800,
      currency: 'eur',
      until: '2026-11-12T14:05:00.000Z',
      url,
    },
  },
  {
    letter: 'receipt',
    to,
    props: {
      organization: 'Acme',
      plan: 'Team',
      number: 'ATRIUM-0001',
      amount: 4800,
      currency: 'eur',
      paidAt: '2026-11-12T14:05:00.000Z',
      url,
    },
  },
  { letter: 'plan-cancelled', to, props: { organization: 'Acme', plan: 'Team', url } },
  {
    letter: 'operator-looked',
    to,
    props: {
      name: 'Ada Lovelace',
      operator: 'Olive',
      person: 'Bob',
      organization: 'Acme',
      reason: 'Bob asked why the list is empty',
      at: '2026-11-12T14:05:00.000Z',
      url,
    },
  },
  {
    letter: 'ownership',
    to,
    props: {
      name: 'Ada Lovelace',
      organization: 'Acme',
      what: 'taken',
      owner: 'Cleo',
      by: 'Olive',
      role: 'operator',
      reason: 'Ada left the company',
      at: '2026-11-12T14:05:00.000Z',
      url,
    },
  },
]

/** How a letter says what it was given. */
const said: Record<string, string> = {
  '2026-11-12T14:05:00.000Z': '12 November 2026',
  admin: app.roles.admin.name,
  'sign-in': 'signs you in',
  taken: 'in your place',
  operator: 'who works for',
  'new-device': 'a browser we have not seen before',
  4800: '€48.00',
  eur: '€',
}

test('there is an example of every letter the product writes', () => {
  const kinds = letterShape.options.map(({ shape }) => shape.letter.value)
  expect(letters.map(({ letter }) => letter)).toEqual(kinds)
})

describe.each(letters)('the letter "$letter"', (letter) => {
  test('says everything it was given, in both its parts', async () => {
    const { html, text } = await renderLetter(letter)
    for (const given of Object.values(letter.props)) {
      const words = said[given] ?? String(given)
      expect(text).toContain(words)
      expect(html).toContain(words.replaceAll('&', '&amp;'))
    }
  })

  test('veiled, opens nothing and is a letter still', async () => {
    const { html, subject, text } = await renderLetter(veil(letter))
    for (const part of [html, subject, text]) expect(part).not.toMatch(/token=|redirect|140592/)
    const opens = Object.values(letter.props).filter((given) => given === url || given === '140592')
    if (opens.length > 0) expect(text).toContain('…')
    expect(letterShape.parse(veil(letter)).to).toBe(to)
  })

  test('has a subject, one button, and the same address in plain text below it', async () => {
    const { html, subject, text } = await renderLetter(letter)
    expect(subject).not.toBe('')
    const buttons = html.match(/<a class="button" href="([^"]+)"/g) ?? []
    expect(buttons).toHaveLength(1)
    const target = buttons[0]?.match(/href="(?:mailto:)?([^"?]+[^"]*)"/)?.[1] ?? ''
    const shown = target.replace(/^(\S+@\S+)\?.*$/, '$1')
    expect(html).toContain(`>${shown}</a>`)
    expect(text).toContain(shown.replaceAll('&amp;', '&'))
  })

  test('says why one received it, and whom to ask', async () => {
    const { html, text } = await renderLetter(letter)
    for (const part of [html, text]) {
      expect(part).toContain('You get this letter')
      expect(part).toContain(app.company.supportEmail)
    }
  })

  test('has no picture, no script and no web font to load', async () => {
    const { html } = await renderLetter(letter)
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/i)
  })
})

const naming = letters.filter(({ props }) => 'name' in props || 'organization' in props)

test.each(naming)(
  'the letter "$letter" shows a name full of markup as it is, and never as markup',
  async (letter) => {
    const name = '<script>alert(1)</script>'
    const { html, text } = await renderLetter(named(letter, name))
    expect(html).not.toContain('<script')
    expect(html).toContain('<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>')
    expect(text).toContain(name)
  },
)

test('a name in Arabic keeps its own direction in html, text and subject', async () => {
  const { html, subject, text } = await renderLetter(invitationFrom('عمر'))
  expect(html).toContain('<bdi>عمر</bdi>')
  expect(subject).toMatch(/^\u2068عمر\u2069 invites you/)
  expect(text).toContain('\u2068عمر\u2069')
})

test('a name with emoji arrives whole', async () => {
  const { html, subject } = await renderLetter(invitationFrom('Bob 👩🏽‍🚀'))
  expect(html).toContain('<bdi>Bob 👩🏽‍🚀</bdi>')
  expect(subject).toContain('Bob 👩🏽‍🚀 invites')
})

test('a name cannot break a line, turn the sentence around, or become a link', async () => {
  const { html, subject, text } = await renderLetter(
    invitationFrom('Eve\r\nBcc: everybody \u202eevil https://evil.test'),
  )
  expect(subject).toMatch(/^Eve Bcc: everybody evil https evil\.test invites you to/)
  for (const part of [html, subject, text]) {
    expect(part).not.toContain('https://evil.test')
    expect(part).not.toContain('\u202e')
  }
})

test('a very long name is shortened', async () => {
  const { subject } = await renderLetter(invitationFrom('A'.repeat(5_000)))
  expect(subject.length).toBeLessThan(200)
})

test('an invitation carries the organization at its head and the role by its name', async () => {
  const { html } = await renderLetter({
    letter: 'invitation',
    to,
    props: {
      organization: 'Analytical Engines',
      inviter: 'Ada Lovelace',
      role: 'admin,bookkeeper',
      url,
      expiresAt: '2026-11-12T14:05:00.000Z',
    },
  })
  expect(html).toMatch(/<p class="ink"[^>]*><bdi>Analytical Engines<\/bdi><\/p>/)
  expect(html).toContain(`<bdi>${app.roles.admin.name}, bookkeeper</bdi>`)
})

test('a letter is refused whose button would run a script', () => {
  const props = { name: 'Ada', url: 'javascript:alert(1)' }
  expect(letterShape.safeParse({ letter: 'verify', to, props }).success).toBe(false)
})

test.each([
  ['light', light],
  ['dark', dark],
])('every line can be read in a %s client', async (theme, palette) => {
  for (const colour of [palette.ink, palette.quiet, palette.accent]) {
    expect(contrast(colour, palette.paper)).toBeGreaterThanOrEqual(4.5)
  }
  expect(contrast(palette.onAccent, palette.accent)).toBeGreaterThanOrEqual(4.5)
  const { html } = await renderLetter(invitationFrom('Ada'))
  expect(html).toContain('<meta content="light dark" name="color-scheme"/>')
  if (theme === 'dark') expect(html).toMatch(/prefers-color-scheme: dark/)
  for (const colour of Object.values(palette)) expect(html).toContain(colour)
})

function invitationFrom(inviter: string): Letter {
  const props = { organization: 'Engines', inviter, role: 'member', url }
  return { letter: 'invitation', to, props: { ...props, expiresAt: '2026-11-12T14:05:00.000Z' } }
}

/** The same letter with this name for everybody in it. */
function named(letter: Letter, name: string): Letter {
  const everybody = { name, inviter: name, organization: name }
  return letterShape.parse({ ...letter, props: { ...letter.props, ...everybody } })
}
