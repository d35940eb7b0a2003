import app from '../app.config.ts'
import { brandStyles } from '../src/ui/brand.ts'
import type { Facts, Failure, Letter, Queue } from './bench-facts.ts'
import { password, people } from './people.ts'

/** What is different where the bench stands. */
export type BenchLook = {
  /** Where the product's stylesheet is. */
  stylesheet: string
  title: string
  /** What this place is, in one sentence. */
  sentence: string
  /** What to do here, in this order; each may be long. */
  tour?: readonly string[]
}

/** Plain HTML in the product's own stylesheet: it works while the app itself is broken. */
export function benchPage(facts: Facts & { news: string | null }, look: BenchLook): string {
  return page(
    look,
    `
${heading(facts, look)}
${news(facts)}
${look.tour ? section('Two minutes', tour(look.tour)) : ''}
${section('Sign in as', everybody())}
${section('Last letters', letters(facts.inbox))}
${section('The bill', bill(facts.bill))}
${section('Jobs', jobs(facts))}
${section('Database', logins(facts))}
${section('Begin again', reset(facts))}`,
  )
}

/** One sentence, and the way back. */
export function troublePage(sentence: string, look: BenchLook): string {
  return page(
    look,
    `<h1 class="text-display font-medium">Bench</h1>
<p class="mt-4">${text(sentence)}</p>
<p class="mt-4"><a class="link" href="/dev">Back to the bench</a></p>`,
  )
}

function page({ stylesheet }: BenchLook, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bench · ${text(app.name)}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${text(stylesheet)}">
<style>${brandStyles(app.brand.accent)}</style>
</head>
<body>
<main class="mx-auto max-w-text px-4 py-12">${main}</main>
</body>
</html>`
}

function heading({ session, health }: Facts, { title, sentence }: BenchLook): string {
  const who =
    session === undefined
      ? 'Who is signed in cannot be told: the app does not answer.'
      : session
        ? `Signed in as <b class="font-medium">${text(session.name)}</b>, ${text(session.email)}.`
        : 'Nobody is signed in.'
  return `<header class="flex flex-wrap items-start justify-between gap-4">
<div>
<h1 class="text-display font-medium">${text(title)}</h1>
<p class="mt-1 text-quiet">${text(sentence)} Everybody's password is <code class="font-mono">${text(password)}</code>.</p>
<p class="mt-4">${who}</p>
<p class="text-quiet">${health ? text(health) : 'The app does not answer; what broke is written in the terminal.'}</p>
</div>
<div class="flex gap-2">
<a class="${button}" href="/app">Open the app</a>
${session ? act('/dev/sign-out', 'Sign out') : ''}
</div>
</header>`
}

function news({ news, bill }: { news: string | null } & Pick<Facts, 'bill'>): string {
  const sentences: Record<string, string> = {
    reset: 'The demo world is as it was at first.',
    clock: bill ? `On the bill it is ${day(bill.now)} now.` : '',
  }
  const sentence = sentences[news ?? '']
  return sentence
    ? `<p role="status" class="mt-6 border-y border-accent-line py-3">${sentence}</p>`
    : ''
}

function tour(acts: readonly string[]): string {
  const rows = acts.map(
    (act, index) =>
      `<li class="flex gap-3 py-3"><span class="text-quiet tabular-nums">${index + 1}</span><span>${text(act)}</span></li>`,
  )
  return `<ol class="divide-y border-y">${rows.join('')}</ol>`
}

function everybody(): string {
  const rows = Object.entries(people).map(([who, { name, email, about }]) =>
    row(
      named(name, `${email} · ${about}`),
      act(`/dev/sign-in/${who}`, 'Sign in', `Sign in as ${name}`),
    ),
  )
  return list(rows)
}

function letters(inbox: Facts['inbox']): string {
  if (inbox === null) return quiet('Letters are really sent: the environment says so.')
  if (!inbox) return quiet('The inbox does not answer.')
  const rows = inbox.letters.map(({ id, to, subject, link }: Letter) =>
    row(
      `<span class="min-w-0"><a class="link" href="${text(`${inbox.url}/${id}`)}">${text(subject)}</a>
<span class="block text-dense text-quiet">to ${text(to.join(', '))}</span></span>`,
      link ? `<a class="${button}" href="${text(link)}">Follow its link</a>` : '',
    ),
  )
  const whole = `<p class="mt-3"><a class="link" href="${text(inbox.url)}">The whole inbox</a></p>`
  return `${rows.length ? list(rows) : quiet('Nothing has been sent since this was started.')}${whole}`
}

function bill(bill: Facts['bill']): string {
  if (!bill) return quiet('Stripe itself sends the bills: the environment says so.')
  const hands = bill.moments.map(({ name, words }) => act(`/dev/clock/${name}`, words)).join('')
  return `<div class="border-y py-3">
<p>By <a class="link" href="${text(bill.url)}">Stripe’s stand-in</a> it is ${day(bill.now)}. Whatever is due on the way happens, and the app hears of it.</p>
<div class="mt-3 flex flex-wrap gap-2">${hands}</div>
</div>`
}

const day = (moment: Date) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(moment)

function jobs({ queues, failures }: Facts): string {
  if (!queues) return quiet('The database does not answer.')
  if (queues.length === 0) return quiet('Nothing has been enqueued yet.')
  const counts = ({ waiting, active, done, failed }: Queue) =>
    `${waiting} waiting · ${active} at work · ${done} done · ${failed} failed`
  const failed = (failures ?? []).map(({ name, when, tries, error }: Failure) =>
    row(
      named(
        error ?? 'No reason was kept.',
        `${name}, try ${tries}, ${when.toISOString().slice(11, 19)}`,
      ),
    ),
  )
  const rows = queues.map((queue) => row(named(queue.name, counts(queue))))
  return `${list(rows)}${failed.length ? `<h3 class="mt-6 mb-2 font-medium">What failed last</h3>${list(failed)}` : ''}`
}

function logins({ logins, passwordsFile }: Facts): string {
  const rows = logins.map(({ login, url }) => row(named(login, url, 'font-mono break-all')))
  const where = passwordsFile
    ? `<p class="mt-3 text-quiet">The passwords lie in <code class="font-mono break-all">${text(passwordsFile)}</code>.</p>`
    : ''
  return `${list(rows)}${where}`
}

/** Asks once more, without any script. */
function reset({ logins }: Facts): string {
  const database = logins[0] ? new URL(logins[0].url) : undefined
  const which = database ? `${database.pathname.slice(1)} at ${database.host}` : 'the database'
  return `<details class="border-y py-3">
<summary class="font-medium">Reset the demo world</summary>
<div class="mt-3 flex items-center justify-between gap-4">
<span class="text-quiet">Deletes everything in ${text(which)} and makes the demo world anew. You will be signed out.</span>
${act('/dev/reset', 'Delete and begin again')}
</div>
</details>`
}

const button =
  'inline-flex h-9 shrink-0 items-center whitespace-nowrap rounded-control border border-edge bg-raised px-3.5 font-medium no-underline hover:bg-sunken'

const section = (title: string, body: string) =>
  `<section><h2 class="mt-12 mb-4 text-heading font-semibold">${title}</h2>${body}</section>`

const list = (rows: string[]) => `<ul class="divide-y border-y">${rows.join('')}</ul>`

const row = (left: string, right = '') =>
  `<li class="flex items-center justify-between gap-4 py-3">${left}${right}</li>`

const named = (name: string, about: string, look = '') =>
  `<span class="min-w-0"><span class="block font-medium">${text(name)}</span><span class="block text-dense text-quiet ${look}">${text(about)}</span></span>`

const act = (path: string, words: string, name = words) =>
  `<form method="post" action="${text(path)}"><button class="${button}" aria-label="${text(name)}">${words}</button></form>`

const quiet = (sentence: string) => `<p class="border-y py-4 text-quiet">${sentence}</p>`

function text(value: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return value.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}
