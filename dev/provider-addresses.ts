import { createHash } from 'node:crypto'

/**
 * Leads what better-auth asks of Google and GitHub, at addresses that it has fixed, to the stand-ins that
 * OAUTH_STAND_IN names. Loaded before the app, here or by `node --import`; without the variable nothing changes.
 */
const elsewhere = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const asked = input instanceof Request ? input.url : input
  const { origin, pathname, search } = new URL(asked)
  const [provider, path = pathname] = places[origin + pathname] ?? places[origin] ?? []
  const standIn = provider && standIns()[provider]
  if (!standIn) return elsewhere(input, init)
  const address = standIn + path + search
  const instead = input instanceof Request ? new Request(address, input) : address
  const answer = await elsewhere(instead, init)
  return provider === 'google' && answer.ok ? withLastingSubject(answer) : answer
}

const places: Record<string, [provider: string, path?: string]> = {
  'https://oauth2.googleapis.com/token': ['google', '/oauth2/token'],
  'https://www.googleapis.com/oauth2/v3/certs': ['google', '/oauth2/v3/certs'],
  'https://github.com/login/oauth/access_token': ['github'],
  'https://api.github.com': ['github'],
}

function standIns(): Record<string, string> {
  const entries = (process.env.OAUTH_STAND_IN ?? '').split(',')
  return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s, 2)))
}

/**
 * The stand-in gives its people new ids at every start, and Google would seem to be another one each time. Nobody
 * checks the signature of a token that came from the token endpoint itself.
 */
async function withLastingSubject(answer: Response): Promise<Response> {
  const body: { id_token?: string } = await answer.json()
  if (!body.id_token) return Response.json(body)
  const [head, claims = '', signature] = body.id_token.split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString())
  const sub = createHash('sha256').update(said.email).digest('hex').slice(0, 21)
  const lasting = Buffer.from(JSON.stringify({ ...said, sub })).toString('base64url')
  return Response.json({ ...body, id_token: [head, lasting, signature].join('.') })
}
