import { createHash, randomBytes } from 'node:crypto'
import { emailOTP, magicLink } from 'better-auth/plugins'
import { remembering, unitUnderWay } from '~/auth/unit.server'
import { send } from '~/email/send.server'
import { page } from './own-pages.server'
import { ownPath } from './redirect'

const minutes = 15

/**
 * The token of a link by letter begins with the second in which it ends. better-auth deletes used and expired
 * tokens alike; so the two are told apart with nothing stored. Another second is another hash.
 */
function createLinkToken(): string {
  const end = Math.ceil(Date.now() / 1_000) + minutes * 60
  return `${end.toString(36)}-${randomBytes(32).toString('base64url')}`
}

/** When a link by letter ends or ended, in milliseconds; undefined for what is no whole token. */
export function endOfLink(token: string): number | undefined {
  const [, end] = /^([0-9a-z]{6,8})-[\w-]{43}$/.exec(token) ?? []
  return end ? Number.parseInt(end, 36) * 1_000 : undefined
}

/** What better-auth keeps instead of a link's token. */
export const hashOfLink = (token: string) => createHash('sha256').update(token).digest('base64url')

/** A link by letter. It leads to a page of ours with one button: a scanner that opens every link uses none up. */
export const mailedLink = magicLink({
  expiresIn: minutes * 60,
  storeToken: { type: 'custom-hasher', hash: async (token) => hashOfLink(token) },
  generateToken: createLinkToken,
  sendMagicLink: ({ email, url, token }) =>
    remembering(() => {
      const redirect = ownPath(new URL(url).searchParams.get('callbackURL'))
      const link = page('/magic-link', { token, ...(redirect === '/app' ? {} : { redirect }) })
      return send({ letter: 'magic-link', to: email, props: { url: link } }, { tx: unitUnderWay() })
    }),
})

/** A code by letter, for people who read their letters on another device. */
export const mailedCode = emailOTP({
  expiresIn: minutes * 60,
  storeOTP: 'hashed',
  allowedAttempts: 5,
  sendVerificationOTP: ({ email, otp }, context) =>
    remembering(() => {
      const redirect = ownPath(context?.query?.redirect)
      const search = { email, way: 'code', ...(redirect === '/app' ? {} : { redirect }) }
      const props = {
        code: otp,
        for: 'sign-in' as const,
        minutes: String(minutes),
        url: page('/sign-in', search),
      }
      return send({ letter: 'code', to: email, props }, { tx: unitUnderWay() })
    }),
})
