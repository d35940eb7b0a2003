import { password, people } from './people.ts'

export type Letter = { id: string; to: string[]; subject: string }

type Bench = { mailUrl: string; letters: Letter[] }

/** Plain HTML in the product's own stylesheet: it works while the app itself is broken. */
export function benchPage({ mailUrl, letters }: Bench): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bench</title>
<link rel="stylesheet" href="/src/styles.css?direct">
</head>
<body>
<main class="mx-auto max-w-text px-4 py-12">
<h1 class="text-display font-medium">Bench</h1>
<p class="mt-1 text-quiet">For development only. Everybody's password is <code class="font-mono">${text(password)}</code>.</p>
<h2 class="mt-12 mb-4 text-heading font-semibold">Sign in as</h2>
<ul class="divide-y border-y">${Object.entries(people).map(person).join('')}</ul>
<h2 class="mt-12 mb-4 text-heading font-semibold">Last letters</h2>
${letters.length ? `<ul class="divide-y border-y">${letters.map((letter) => line(mailUrl, letter)).join('')}</ul>` : '<p class="border-y py-4 text-quiet">Nothing has been sent since this was started.</p>'}
<p class="mt-3"><a class="link" href="${text(mailUrl)}/inbox">The whole inbox</a></p>
<h2 class="mt-12 mb-4 text-heading font-semibold">Begin again</h2>
<form method="post" action="/dev/reset" class="flex items-center justify-between gap-4 border-y py-3">
<span class="text-quiet">Deletes everything and makes the demo world anew.</span>
<button class="${button}">Reset</button>
</form>
</main>
</body>
</html>`
}

const button =
  'inline-flex h-9 items-center rounded-control border border-edge bg-raised px-3.5 font-medium hover:bg-sunken'

function person([who, { name, email, about }]: [
  string,
  { name: string; email: string; about: string },
]) {
  return `<li><form method="post" action="/dev/sign-in/${text(who)}" class="flex items-center justify-between gap-4 py-3">
<span><span class="block font-medium">${text(name)}</span><span class="block text-dense text-quiet">${text(email)} · ${text(about)}</span></span>
<button class="${button}">Sign in</button>
</form></li>`
}

function line(mailUrl: string, { id, to, subject }: Letter) {
  return `<li class="py-3"><a class="link" href="${text(mailUrl)}/inbox/${text(id)}">${text(subject)}</a>
<span class="block text-dense text-quiet">to ${text(to.join(', '))}</span></li>`
}

function text(value: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return value.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}
