import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { clientAddress, trusted } from '../../src/incoming.ts'
import { call } from './call.ts'
import { sharedServer } from './ground.ts'

describe('the address of a client', () => {
  const proxies = trusted(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])
  const of = (socket: string, header: string | null) => clientAddress(socket, header, proxies)

  test.each([
    [
      'a stranger is taken by the socket, whatever it says',
      '198.51.100.1',
      '203.0.113.9',
      '198.51.100.1',
    ],
    ['a trusted proxy is believed', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['also one named alone', '192.0.2.7', '203.0.113.9', '203.0.113.9'],
    ['but not its neighbour', '192.0.2.8', '203.0.113.9', '192.0.2.8'],
    [
      'the last entry that is no proxy counts',
      '10.1.2.3',
      '1.1.1.1, 203.0.113.9, 10.9.9.9',
      '203.0.113.9',
    ],
    ['what a client wrote before it does not', '10.1.2.3', '8.8.8.8, 203.0.113.9', '203.0.113.9'],
    ['a header of proxies only falls back', '10.1.2.3', '10.4.4.4, 10.9.9.9', '10.1.2.3'],
    ['an absent header falls back', '10.1.2.3', null, '10.1.2.3'],
    ['an unreadable one falls back', '10.1.2.3', '203.0.113.9, unknown', '10.1.2.3'],
    ['an empty entry falls back', '10.1.2.3', '203.0.113.9,', '10.1.2.3'],
    ['a name is no address', '10.1.2.3', 'localhost', '10.1.2.3'],
    ['an address out of range is none', '10.1.2.3', '203.0.113.999', '10.1.2.3'],
    ['a port is left out', '10.1.2.3', '203.0.113.9:5123', '203.0.113.9'],
    ['and so are brackets', '10.1.2.3', '[2001:db8::1]:5123', '2001:db8::1'],
    ['IPv4 dressed as IPv6 is IPv4', '::ffff:198.51.100.1', null, '198.51.100.1'],
    ['also when it is a proxy', '::ffff:10.1.2.3', '::FFFF:cb00:7109', '203.0.113.9'],
    ['a proxy may speak IPv6', 'fd12::1', '2001:DB8:0:0:0:0:0:9', '2001:db8::9'],
    ['a zone is left out', 'fe80::1%eth0', null, 'fe80::1'],
  ])('%s', (_what, socket, header, address) => {
    expect(of(socket, header)).toBe(address)
  })

  test('nobody is trusted unless named', () => {
    expect(clientAddress('127.0.0.1', '203.0.113.9', trusted([]))).toBe('127.0.0.1')
  })
})

describe('what the app counts its limits by', () => {
  const direct = sharedServer()
  const proxied = sharedServer({
    TRUSTED_PROXIES: '127.0.0.0/8, ::1',
    IP_HEADER: 'X-Forwarded-For',
  })
  let database: pg.Client
  beforeAll(async () => {
    const { pathname } = new URL(process.env.DATABASE_URL ?? '')
    const url = Object.assign(new URL(inject('database').superuser), { pathname })
    database = new pg.Client({ connectionString: url.href })
    await database.connect()
  })
  afterAll(() => database.end())

  test('is the socket, whatever a client forges', async () => {
    const forged = {
      'x-client-ip': '203.0.113.1',
      'x-forwarded-for': '203.0.113.2',
      forwarded: 'for=203.0.113.3',
    }
    expect(await countedBy(direct().url, forged)).toBe('127.0.0.1')
  })

  test('is what a trusted proxy says, and never the header that only we set', async () => {
    const headers = { 'x-client-ip': '203.0.113.1', 'x-forwarded-for': '203.0.113.2, 198.51.100.7' }
    expect(await countedBy(proxied().url, headers)).toBe('198.51.100.7')
  })

  /** Signs in as nobody and reads which address that was counted against. */
  async function countedBy(url: string, headers: Record<string, string>) {
    await database.query('delete from rate_limit')
    const { status } = await call(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: 'nobody@example.com', password: 'not a password' }),
    })
    expect(status, direct().output()).toBe(401)
    const { rows } = await database.query<{ key: string }>(
      "select key from rate_limit where key not like 'account|%'",
    )
    return rows.map(({ key }) => key.split('|')[0]).join()
  }
})
