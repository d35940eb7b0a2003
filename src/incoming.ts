import type { IncomingMessage, ServerResponse } from 'node:http'
import { BlockList, isIPv4, isIPv6, SocketAddress } from 'node:net'

/** A megabyte: the most that one request may bring along. */
const bodyLimit = 1024 * 1024

/** A request that is not taken, with the status and words of its answer. */
export class NotTaken extends Error {
  override name = 'NotTaken'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, sentence: string) {
    super(sentence)
    this.status = status
    this.code = code
  }
}

export type Place = {
  /** The address the product is known by; the Host header decides nothing. */
  origin: string
  /** Whose word is taken for the client's address, and in which header. */
  proxies: BlockList
  addressHeader: string | undefined
}

/**
 * Node's request as the app reads it: known by our own origin, its body whole, `x-client-ip` the one address to
 * believe, and a signal that tells when the client has left.
 * @throws NotTaken for an address or method nobody can mean, and for a body over a megabyte
 */
export async function toRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  { origin, proxies, addressHeader }: Place,
): Promise<Request> {
  const url = addressed(incoming.url ?? '/', origin)
  const headers = new Headers()
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '')
  }
  headers.set('host', url.host)
  const said = addressHeader ? headers.get(addressHeader) : null
  const address = clientAddress(incoming.socket.remoteAddress, said, proxies)
  if (address) headers.set('x-client-ip', address)
  else headers.delete('x-client-ip')

  const left = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished) left.abort()
  })
  const { method = 'GET' } = incoming
  const bodiless = method === 'GET' || method === 'HEAD'
  const body = bodiless ? null : await readBody(incoming)
  try {
    return new Request(url, { method, headers, body, signal: left.signal })
  } catch {
    throw new NotTaken(405, 'METHOD_NOT_ALLOWED', 'That method is not known here.')
  }
}

/** Joined, not resolved: `//elsewhere` and `http://elsewhere/` are paths of ours. */
function addressed(target: string, origin: string): URL {
  try {
    if (target.startsWith('/')) return new URL(origin + target)
    const { protocol, pathname, search } = new URL(target)
    if (/^https?:$/.test(protocol)) return new URL(origin + pathname + search)
  } catch {}
  throw new NotTaken(400, 'BAD_REQUEST', 'That address cannot be read.')
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const tooLarge = () => new NotTaken(413, 'TOO_LARGE', 'That is more than we can take.')
  if (Number(incoming.headers['content-length']) > bodyLimit) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  // Destroying the request would take the connection along, and with it the answer.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > bodyLimit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The address a request came from: the socket's, or where the socket is a trusted proxy, the last entry of its
 * header that is no trusted proxy itself. A header that cannot be read counts as absent.
 * IPv6 comes in its short form, IPv4 dressed as IPv6 as IPv4.
 */
export function clientAddress(
  socket: string | undefined,
  header: string | null,
  proxies: BlockList,
): string | undefined {
  const nearest = plainAddress(socket)
  if (!nearest || !isTrusted(nearest, proxies)) return nearest
  for (const entry of (header ?? '').split(',').reverse()) {
    const address = plainAddress(entry)
    if (!address) return nearest
    if (!isTrusted(address, proxies)) return address
  }
  return nearest
}

/** @param entries addresses and CIDR ranges, of either family */
export function trusted(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/')
    const family = familyOf(address)
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return list
}

function isTrusted(address: string, proxies: BlockList): boolean {
  return proxies.check(address, familyOf(address))
}

function familyOf(address: string) {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}

/** Some proxies add a port, and IPv6 may come in brackets or with a zone. */
function plainAddress(text = ''): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return undefined
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' })
  return address.replace(/^::ffff:(?=\d+\.)/, '')
}
