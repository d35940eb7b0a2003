import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'

/** A letter as the mail service got it. */
export type Sent = {
  key: string
  from: string
  to: string
  subject: string
  html: string
  text: string
}

type Refusal = { status: number; name: string; message?: string }
type Mishap = 'lost on the way' | 'sent and not answered'

/**
 * A stand-in for Resend that remembers what was sent and honours Idempotency-Key: the same key again with the
 * same letter is answered and not sent, with another letter refused.
 * @param mishap what goes wrong with a request, by its key
 */
export async function openMailService(
  port = 0,
  mishap: (key: string) => Mishap | undefined = () => undefined,
) {
  const sent: Sent[] = []
  const bodies = new Map<string, string>()
  const refusals: Refusal[] = []
  let repeated = 0

  const server = createServer(async (request, response) => {
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const refuse = ({ status, ...refusal }: Refusal) =>
      reply(status, { statusCode: status, message: '', ...refusal })

    const letter: unknown = await json(request).catch(() => undefined)
    if (request.url !== '/emails' || !isLetter(letter))
      return refuse({ status: 404, name: 'not_found' })
    const refusal = refusals.shift()
    if (refusal) return refuse(refusal)

    const key = String(request.headers['idempotency-key'])
    const accident = mishap(key)
    if (accident === 'lost on the way') return
    const known = bodies.get(key)
    const body = JSON.stringify(letter)
    if (known === undefined) sent.push({ ...letter, key })
    else if (known === body) repeated += 1
    else return refuse({ status: 409, name: 'invalid_idempotent_request' })
    bodies.set(key, body)
    if (accident !== 'sent and not answered') reply(200, { id: key })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  const listening = typeof address === 'object' && address ? address.port : port

  return {
    url: `http://127.0.0.1:${listening}`,
    sent,
    to: (address: string) => sent.filter((letter) => letter.to === address),
    /** Requests for a letter that had been sent already. */
    repeated: () => repeated,
    /** The next requests are refused so, one each. */
    refuse: (...next: Refusal[]) => refusals.push(...next),
    refusalsLeft: () => refusals.length,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function isLetter(body: unknown): body is Omit<Sent, 'key'> {
  const needed = ['from', 'to', 'subject', 'html', 'text']
  return typeof body === 'object' && body !== null && needed.every((field) => field in body)
}
