import { z } from 'zod/mini'

/** What a person or an organization may be called: any script, any emoji, within reason. */
export const nameShape = z.string().check(
  z.trim(),
  z.minLength(1, 'Write a name.'),
  z.maxLength(80, 'Use at most 80 characters.'),
  z.refine(
    (name) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name),
    'Leave out line breaks and control characters.',
  ),
)

/** Words in the address that belong to the product itself. */
const reserved = new Set([
  'account',
  'admin',
  'api',
  'app',
  'assets',
  'atrium',
  'auth',
  'billing',
  'dev',
  'help',
  'invitation',
  'legal',
  'login',
  'new',
  'null',
  'operator',
  'pricing',
  'settings',
  'sign-in',
  'sign-out',
  'sign-up',
  'status',
  'support',
  'undefined',
  'www',
])

/** The organization's word in every address: `/app/acme`. */
export const slugShape = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.minLength(2, 'Use at least 2 characters.'),
  z.maxLength(40, 'Use at most 40 characters.'),
  z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens.'),
  z.refine((slug) => !reserved.has(slug), 'This address is reserved. Choose another.'),
)

/** An organization's own page; empty for none. Without http or https in front, https is meant. */
export const websiteShape = z.pipe(
  z.pipe(
    z.string().check(z.trim(), z.maxLength(200, 'Use at most 200 characters.')),
    z.transform((text) => (!text || /^[a-z][a-z\d+.-]*:/i.test(text) ? text : `https://${text}`)),
  ),
  z
    .string()
    .check(
      z.refine(
        (text) => !text || isWebAddress(text),
        'This does not look like the address of a page, such as https://example.com.',
      ),
    ),
)

function isWebAddress(text: string): boolean {
  const { protocol, hostname, username, password } = URL.parse(text) ?? {}
  return /^https?:$/.test(protocol ?? '') && /\.\w/.test(hostname ?? '') && !username && !password
}

/** A first suggestion for the address, from a name in any script; empty where nothing remains. */
export function slugFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}

export const passwordLength = { min: 12, max: 128 } as const

/** A password that is chosen: any script, and spaces count. */
export const newPasswordShape = z
  .string()
  .check(
    z.minLength(passwordLength.min, `Use at least ${passwordLength.min} characters.`),
    z.maxLength(passwordLength.max, `Use at most ${passwordLength.max} characters.`),
  )

/** An address as it was meant: letters' and chats' invisible marks are pasted along with it. */
export const addressIn = (text: string) => text.replace(/\p{Cf}/gu, '').trim()

/** An e-mail address, however it was pasted; `empty` is what is said where there is none. */
export const addressShape = (empty: string) =>
  z
    .string()
    .check(
      z.overwrite(addressIn),
      z.minLength(1, { error: empty, abort: true }),
      z.maxLength(254, 'Use at most 254 characters.'),
      z.email('This does not look like an e-mail address.'),
    )

/** A role of one's own: better-auth keeps a person's roles in one text, separated by commas. */
export const roleNameShape = z.string().check(
  z.trim(),
  z.toLowerCase(),
  z.minLength(2, 'Use at least 2 characters.'),
  z.maxLength(30, 'Use at most 30 characters.'),
  z.regex(
    /^[a-z0-9]+([ -][a-z0-9]+)*$/,
    'Use lower-case letters, digits, single spaces and hyphens.',
  ),
  z.refine(
    (name) => !['owner', 'admin', 'member'].includes(name),
    'This role is built in. Choose another name.',
  ),
)
