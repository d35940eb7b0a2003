import { readFile } from 'node:fs/promises'
import Stripe from 'stripe'
import { expect, test } from 'vitest'
import { routes } from '../../dev/stripe/calls.ts'
import { routeOf } from '../../dev/stripe/routes.ts'
import { read } from '../house/sources'

/** The SDK's methods that are called on what is named so, like `checkout.sessions.create`. */
function calledOn(name: string, source: string): string[] {
  const calls = source.matchAll(new RegExp(`\\b${name}\\.((?:[a-zA-Z]+\\.)+[a-zA-Z]+)\\(`, 'g'))
  return [...calls].map(([, method = '']) => method)
}

const ofIds = ['retrieve', 'update', 'del', 'cancel', 'release', 'expire', 'pay']

/** The request that the SDK makes of a method; undefined for those that ask nobody. */
async function requestOf(method: string): Promise<{ verb: string; path: string } | undefined> {
  let made: { verb: string; path: string } | undefined
  const httpClient = Stripe.createFetchHttpClient(async (asked: RequestInfo | URL, init = {}) => {
    made = { verb: init.method ?? 'GET', path: new URL(String(asked)).pathname }
    return Response.json({})
  })
  let target: object = new Stripe('sk_test', { httpClient, telemetry: false })
  const steps = method.split('.')
  for (const step of steps.slice(0, -1)) target = Reflect.get(target, step)
  const act = Reflect.get(target, steps.at(-1) ?? '')
  if (steps[0] === 'webhooks') return undefined
  await Reflect.apply(act, target, ofIds.includes(steps.at(-1) ?? '') ? ['id_1'] : [{}])
  return made
}

async function unknown(methods: Iterable<string>): Promise<string[]> {
  const found = await Promise.all(
    [...new Set(methods)].map(async (method) => {
      const request = await requestOf(method)
      return !request || routeOf(routes, request.verb, request.path) ? [] : [method]
    }),
  )
  return found.flat()
}

test('every call that better-auth’s plugin makes is known', async () => {
  const plugin = await readFile('node_modules/@better-auth/stripe/dist/index.mjs', 'utf8')
  const calls = calledOn('(?:client|stripeClient)', plugin).filter(
    (call) => !call.startsWith('context'),
  )
  expect(new Set(calls).size).toBeGreaterThanOrEqual(18)
  expect(await unknown(calls)).toEqual([])
})

test('every call that the app makes is known', async () => {
  const calls = Object.values(read(['src'])).flatMap((source) => calledOn('stripe', source))
  expect(new Set(calls).size).toBeGreaterThanOrEqual(10)
  expect(await unknown(calls)).toEqual([])
})

test('a call that is not known would be found', async () => {
  expect(await unknown(['refunds.create', 'customers.create'])).toEqual(['refunds.create'])
})
