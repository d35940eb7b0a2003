import { env } from '~/env.server'

/** The address of one of our own pages, for a letter. */
export function page(path: string, search: Record<string, string> = {}): string {
  const query = new URLSearchParams(search).toString()
  return `${env.APP_URL}${path}${query ? `?${query}` : ''}`
}
