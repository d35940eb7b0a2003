import { password, people, type Who } from '../../dev/people.ts'

/** Signs in at a running app by its front door. Answers the cookies a browser would send back. */
export async function signInAt(url: string, who: Who): Promise<string> {
  const answer = await post(url, '/api/auth/sign-in/email', { email: people[who].email, password })
  if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`)
  return cookiesOf(answer)
}

/** The name the app knows the visitor by; undefined where it knows nobody. */
export async function nameAt(url: string, cookie: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/auth/get-session`, { headers: { cookie } })
  const session: { user: { name: string } } | null = await answer.json()
  return session?.user.name
}

export async function pageAt(url: string, path: string, cookie: string): Promise<string> {
  return (await fetch(url + path, { headers: { cookie } })).text()
}

export async function renameAt(url: string, cookie: string, name: string): Promise<void> {
  const answer = await post(url, '/api/auth/update-user', { name }, cookie)
  if (!answer.ok) throw new Error(`Renaming was answered with ${answer.status}.`)
}

export function cookiesOf({ headers }: Response): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

function post(url: string, path: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: url, cookie }
  return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}
