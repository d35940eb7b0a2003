import server from '~/server'
import { origin } from '../support/knock'

export const publicPages = ['/', '/pricing', '/legal/privacy', '/legal/terms']

/** A page as the server sends it, and what its `<main>` has in it. */
export async function fetchPage(path: string, headers = new Headers()) {
  const response = await server.fetch(new Request(`${origin}${path}`, { headers }))
  const html = await response.text()
  const main = /<main\b[\s\S]*?<\/main>/.exec(html)?.[0] ?? ''
  return { status: response.status, html, main, text: textOf(main) }
}

/** What a person reads: no tags, single spaces. */
export function textOf(html: string): string {
  return decoded(html.replace(/<!--.*?-->/g, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
}

/** The values of an attribute, wherever it stands. */
export function attribute(html: string, name: string): string[] {
  return [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    decoded(value),
  )
}

function decoded(text: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'" }
  return text.replace(/&([^;\s]+);/g, (whole, name) => entities[name] ?? whole)
}
