import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import { benchPage, type Letter } from './bench-page.ts'
import { password, people } from './people.ts'

export type BenchTools = {
  mailUrl: string
  /** Of the app itself: `http://localhost:3000`. */
  origin: string
  /** Back to the demo world as it was at first. */
  reset: () => Promise<void>
}

/**
 * The bench for developers at `/dev`: sign in as anybody in one click, the last letters, a reset. It is part of
 * the development server and of nothing else, so no build can contain it.
 */
export function bench(tools: BenchTools): Plugin {
  return {
    name: 'atrium:bench',
    configureServer({ middlewares }) {
      middlewares.use('/dev', (request, response) => {
        answer(tools, request, response).catch((error) => {
          response
            .writeHead(500, { 'content-type': 'text/plain' })
            .end(String(error?.stack ?? error))
        })
      })
    },
  }
}

async function answer(tools: BenchTools, request: IncomingMessage, response: ServerResponse) {
  const path = new URL(request.url ?? '/', tools.origin).pathname
  if (request.method === 'GET' && path === '/') {
    const html = benchPage({ ...tools, letters: await lastLetters(tools.mailUrl) })
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(html)
    return
  }
  if (request.method !== 'POST' || request.headers['sec-fetch-site'] !== 'same-origin') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.')
    return
  }
  if (path === '/reset') {
    await tools.reset()
    response.writeHead(303, { location: '/dev' }).end()
    return
  }
  const person = Object.entries(people).find(([who]) => path === `/sign-in/${who}`)?.[1]
  if (!person) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Nobody of that name lives here.')
    return
  }
  const cookies = await signIn(tools.origin, person.email)
  response.writeHead(303, { location: '/app', 'set-cookie': cookies }).end()
}

/** By the same door as everybody, with the demo's password. */
async function signIn(origin: string, email: string): Promise<string[]> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok)
    throw new Error(`Signing in was answered with ${answer.status}: ${await answer.text()}`)
  return answer.headers.getSetCookie()
}

async function lastLetters(mailUrl: string): Promise<Letter[]> {
  const answer = await fetch(`${mailUrl}/emails`)
  const { data }: { data: Letter[] } = await answer.json()
  return data.reverse().slice(0, 12)
}
