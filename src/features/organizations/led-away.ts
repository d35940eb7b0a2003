import { redirect } from '@tanstack/react-router'
import { Refusal, type RefusalCode } from '~/refusal'
import { findDemand, findNewAddress } from './organizations.functions'

/**
 * Where somebody goes instead whom an organization refused: to its new address, or to where they set up the second
 * step that it asks for. Throws the redirect, or the refusal where there is no such place.
 * @param org the slug in the address
 * @param href the whole address
 */
export async function leadAway(refusal: unknown, org: string, href: string): Promise<never> {
  const data = { slug: org }
  const slug = isRefused(refusal, 'not_found') && (await findNewAddress({ data }))
  if (slug) throw redirect({ href: href.replace(`/app/${org}`, `/app/${slug}`) })
  const kept = isRefused(refusal, 'forbidden') && (await findDemand({ data }))
  if (kept) throw redirect({ to: '/app/account/security', search: { asked: org } })
  throw refusal
}

function isRefused(error: unknown, code: RefusalCode): boolean {
  return error instanceof Refusal && error.code === code
}
