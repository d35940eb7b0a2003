import { createHmac, timingSafeEqual } from 'node:crypto'
import { getCookie } from '@tanstack/react-start/server'
import { auth } from './auth.server'

/** What better-auth put into a cookie of this request, by the name it calls it by; undefined where it did not. */
export async function readSigned(name: string): Promise<string | undefined> {
  const context = await auth.$context
  const kept = getCookie(context.createAuthCookie(name).name) ?? ''
  const end = kept.lastIndexOf('.')
  if (end < 1) return undefined
  const value = kept.slice(0, end)
  const expected = createHmac('sha256', context.secret).update(value).digest()
  const shown = Buffer.from(kept.slice(end + 1), 'base64')
  const isOurs = shown.length === expected.length && timingSafeEqual(shown, expected)
  return isOurs ? value : undefined
}
