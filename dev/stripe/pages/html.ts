/** One answer to a browser: a page, or where to go next. */
export type PageAnswer = { status: number; html: string } | { location: string }

/** Text as it may stand in HTML. */
export function text(value: string | number): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return String(value).replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

type Page = {
  title: string
  body: string
  /** What went wrong a moment ago, in one sentence. */
  trouble?: string | undefined
  /** Where the person came from. */
  back?: { href: string; words: string } | undefined
  /** A sheet of paper: nothing on it but its content. */
  paper?: boolean
  wide?: boolean
}

/** A whole page: plain, without script, and plainly a stand-in's. */
export function page({ title, body, trouble, back, paper = false, wide = false }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} · Stripe stand-in</title>
<link rel="icon" href="data:,">
<style>${styles}</style>
</head>
<body>
${paper ? '' : '<header class="banner">This is a stand-in for Stripe. No money moves.</header>'}
<main${wide ? ' class="wide"' : ''}>
${back ? `<p class="screen"><a href="${text(back.href)}">${text(back.words)}</a></p>` : ''}
<h1>${text(title)}</h1>
${trouble ? `<p class="trouble" role="alert">${text(trouble)}</p>` : ''}
${body}
${paper ? '<p class="quiet-words">Made by a stand-in for Stripe. No money has moved.</p>' : ''}
</main>
</body>
</html>`
}

/** A form of one button; `fields` go with it. */
export function act(
  path: string,
  words: string,
  { fields = {}, name = words, quiet = true }: ActLook = {},
): string {
  const hidden = Object.entries(fields)
    .map(([field, value]) => `<input type="hidden" name="${text(field)}" value="${text(value)}">`)
    .join('')
  const label = name === words ? '' : ` aria-label="${text(name)}"`
  return `<form method="post" action="${text(path)}">${hidden}<button${quiet ? ' class="quiet"' : ''}${label}>${text(words)}</button></form>`
}

type ActLook = {
  fields?: Record<string, string>
  /** For whoever hears the button without what stands beside it. */
  name?: string
  quiet?: boolean
}

/** Rows of what stands left and what can be done right. */
export function list(rows: readonly (readonly [left: string, right: string])[]): string {
  return `<ul>${rows.map(([left, right]) => `<li><div>${left}</div><div class="acts">${right}</div></li>`).join('')}</ul>`
}

/** A table; cells are HTML, and those of the columns named in `numbers` stand at the right. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const cell = (tag: string) => (content: string, at: number) =>
    `<${tag}${numbers.includes(at) ? ' class="number"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${content}</${tag}>`
  return `<div class="table" role="region" aria-label="${text(caption)}" tabindex="0"><table>
<thead><tr>${head.map(cell('th')).join('')}</tr></thead>
<tbody>${rows.map((cells) => `<tr>${cells.map(cell('td')).join('')}</tr>`).join('')}</tbody>
</table></div>`
}

const styles = `
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1c1e26; background: #fff; }
* { box-sizing: border-box; }
body { margin: 0; }
.banner { margin: 0; padding: .5rem 1rem; background: #3c3489; color: #fff; text-align: center; font-size: .875rem; }
main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main.wide { max-width: 68rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.125rem; margin: 2.5rem 0 .5rem; }
p { margin: .5rem 0; }
.quiet-words { color: #585d6e; }
.trouble { padding: .75rem 1rem; border-left: 4px solid #b42318; background: #fef3f2; color: #7a1a12; }
a { color: #3c3489; }
ul { list-style: none; margin: 0; padding: 0; border-top: 1px solid #d9dbe3; }
li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; padding: .75rem 0; border-bottom: 1px solid #d9dbe3; }
li > div { min-width: 0; overflow-wrap: anywhere; }
.acts { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
form { margin: 0; }
fieldset { border: 1px solid #8a8fa0; border-radius: 6px; padding: .5rem 1rem; margin: 1rem 0; }
legend { padding: 0 .25rem; font-weight: 600; }
label { display: flex; gap: .5rem; align-items: baseline; padding: .375rem 0; }
label.field { display: block; }
input[type=text], input[type=number] { font: inherit; width: 100%; padding: .5rem .625rem; border: 1px solid #8a8fa0; border-radius: 6px; }
button { font: inherit; font-weight: 600; padding: .5rem 1rem; border: 1px solid #3c3489; border-radius: 6px; background: #3c3489; color: #fff; cursor: pointer; }
button.quiet { background: #fff; color: #3c3489; padding: .25rem .75rem; font-weight: 500; }
button:hover { background: #2c2667; color: #fff; }
:focus-visible { outline: 3px solid #1570ef; outline-offset: 2px; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #d9dbe3; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
.number { text-align: right; white-space: nowrap; }
.knobs { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .75rem; align-items: end; }
code { font-size: .875em; overflow-wrap: anywhere; }
td code { white-space: nowrap; }
@media print { .screen, .banner { display: none; } main { max-width: none; padding: 0; } @page { margin: 2cm; } }
`
