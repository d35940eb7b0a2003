import { answerCall } from './api.ts'
import { routes } from './calls.ts'
import { advanceTo, catchUp, waitBetween } from './clock.ts'
import { type Deliveries, openDeliveries } from './deliveries.ts'
import { environmentOf, secretKey, webhookSecret } from './environment.ts'
import { type Hands, openHands } from './hands.ts'
import { keepIn, recall } from './keeping.ts'
import type { Target } from './knobs.ts'
import type { Clock } from './pages/page-call.ts'
import { answerPage } from './pages/pages.ts'
import { serve } from './server.ts'
import { newWorld, nowIn, type World } from './world.ts'

export type StripeStandIn = {
  url: string
  /** Everything it knows: the same object for as long as it runs. */
  world: World
  /** The variables that lead the app to it. */
  environment: ReturnType<typeof environmentOf>
  /** The events on their way to the app, and what may go wrong with them. */
  deliveries: Deliveries
  clock: Clock
  /** What people do on its pages, without a browser. */
  hands: Hands
  /** Makes everything as it was at the beginning. */
  reset(): void
  stop(): Promise<void>
}

type Options = {
  /** Any that is free, unless one is named. */
  port?: number
  /** Where events go; without it nobody hears of them. */
  deliverTo?: Target
  /** The file that its world outlives it in. */
  keepIn?: string
}

/** Starts a stand-in for Stripe on this machine. */
export async function startStripe({
  port = 0,
  deliverTo,
  keepIn: file,
}: Options = {}): Promise<StripeStandIn> {
  const world = newWorld()
  if (file) recall(world, file)
  const deliveries = openDeliveries(world, { deliverTo, secret: webhookSecret })
  const hands = openHands(world)
  const keeper = file ? keepIn(world, file) : undefined
  const clock = openClock(world, deliveries)

  const server = await serve(port, async (asked) => {
    const url = new URL(asked.url)
    catchUp(world)
    const answer = url.pathname.startsWith('/v1/')
      ? await answerCall(world, routes, secretKey, {
          method: asked.method,
          url,
          header: (name) => asked.headers.get(name),
          body: await asked.text(),
        })
      : await answerPage({ world, deliveries, clock }, asked)
    keeper?.changed()
    return answer
  })
  world.url = `http://127.0.0.1:${server.port}`
  const ticking = setInterval(() => {
    const before = world.events.size
    catchUp(world)
    if (world.events.size > before) keeper?.changed()
  }, 1_000).unref()

  return {
    url: world.url,
    world,
    environment: environmentOf(world.url),
    deliveries,
    clock,
    hands,
    reset() {
      deliveries.reset()
      empty(world)
      keeper?.changed()
    },
    async stop() {
      clearInterval(ticking)
      await server.stop()
      deliveries.stop()
      keeper?.write()
    },
  }
}

/** Whatever becomes due on the way is delivered before the clock goes on. */
function openClock(world: World, deliveries: Deliveries): Clock {
  waitBetween(world, () => deliveries.settle())
  const advanceTowards = (seconds: number) =>
    advanceTo(world, seconds).then(() => deliveries.settle())
  return {
    now: () => new Date(nowIn(world) * 1_000),
    advance: (to) => advanceTowards(Math.floor(to.getTime() / 1_000)),
    advanceBy: (days) => advanceTowards(nowIn(world) + Math.round(days * 86_400)),
  }
}

function empty(world: World): void {
  for (const place of Object.values(world)) if (place instanceof Map) place.clear()
  const { ahead, standsAt, doneUntil, afterLastRetry } = newWorld()
  Object.assign(world, { ahead, standsAt, doneUntil, afterLastRetry })
}
