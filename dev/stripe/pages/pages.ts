import { pressBoard, showBoard } from './board.ts'
import { type PageAnswer, page } from './html.ts'
import { pressPayInvoice, printInvoice, showInvoice } from './invoice.ts'
import type { PageCall } from './page-call.ts'
import { pressPay, showCheckout } from './pay.ts'
import { flowPage } from './portal-flows.ts'
import { pressPortal, showPortal } from './portal-home.ts'

type Page = (call: PageCall) => PageAnswer | undefined | Promise<PageAnswer | undefined>

/** The stand-in's pages by their path, each with what its form does. */
const pages: readonly { path: string; show: Page; press?: Page }[] = [
  { path: '/', show: showBoard, press: pressBoard },
  { path: '/pay/:id', show: showCheckout, press: pressPay },
  { path: '/portal/:id', show: showPortal, press: pressPortal },
  {
    path: '/portal/:id/cancel',
    show: flowPage('cancel', 'show'),
    press: flowPage('cancel', 'press'),
  },
  {
    path: '/portal/:id/confirm',
    show: flowPage('confirm', 'show'),
    press: flowPage('confirm', 'press'),
  },
  { path: '/portal/:id/card', show: flowPage('card', 'show'), press: flowPage('card', 'press') },
  { path: '/invoices/:id', show: showInvoice, press: pressPayInvoice },
  { path: '/invoices/:id/print', show: printInvoice },
]

type Known = Pick<PageCall, 'world' | 'deliveries' | 'clock'>

/** Answers a browser. */
export async function answerPage(known: Known, asked: Request): Promise<Response> {
  const { pathname, searchParams: query } = new URL(asked.url)
  const post = asked.method === 'POST'
  if (post && asked.headers.get('sec-fetch-site') === 'cross-site') {
    return answer({
      status: 403,
      html: page({
        title: 'Not from there',
        body: '<p>These buttons are pressed on their own page.</p>',
      }),
    })
  }
  const form = new URLSearchParams(post ? await asked.text() : '')
  for (const { path, show, press } of pages) {
    const id = idIn(path, pathname)
    const act = post ? press : show
    if (id === undefined || !act) continue
    const found = await act({ ...known, id, query, form })
    if (found) return answer(found)
  }
  return answer({
    status: 404,
    html: page({ title: 'Nothing is here', body: '<p><a href="/">To the stand-in</a></p>' }),
  })
}

function idIn(pattern: string, path: string): string | undefined {
  const wanted = pattern.split('/')
  const parts = path.split('/')
  const fits =
    wanted.length === parts.length &&
    wanted.every((part, at) => part === ':id' || part === parts[at])
  return fits ? (parts[wanted.indexOf(':id')] ?? '') : undefined
}

function answer(found: PageAnswer): Response {
  if ('location' in found) {
    return new Response(null, { status: 303, headers: { location: found.location } })
  }
  return new Response(found.html, {
    status: found.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      'x-frame-options': 'DENY',
    },
  })
}
