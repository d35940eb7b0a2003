import type Stripe from 'stripe'
import { dice, shuffled } from './dice.ts'
import { hand } from './handing.ts'
import { calm, type Knobs, type Target } from './knobs.ts'
import { listen, type World } from './world.ts'

export type Delivery = {
  event: Stripe.Event
  /** `lost`: given up after the last try; `kept`: nobody was there to send it to. */
  state: 'waiting' | 'arrived' | 'dropped' | 'lost' | 'kept'
  tries: number
  /** What the last try came to: a status, or why there was none. */
  answer: string | null
}

export type Deliveries = {
  /** Sends what happens from now on there, or nowhere. */
  deliverTo(target: Target | undefined): void
  target(): Target | undefined
  knobs(): Knobs
  turn(knobs: Partial<Knobs>): void
  /** Holds everything back until `resume`. */
  pause(): void
  resume(): void
  paused(): boolean
  /** Sends an event again, whatever became of it. No knob holds for this but those of the tries. */
  replay(eventId: string): void
  /**
   * Resolves when nothing is under way and nothing is due. What `pause` holds back is not waited for, and neither is
   * a further try that is more than two seconds away.
   */
  settle(): Promise<void>
  /** What became of each event, in the order they happened. */
  all(): Delivery[]
  /** Forgets all events, and turns the knobs back. */
  reset(): void
  stop(): void
}

type Parcel = { delivery: Delivery; tries: number }

const near = 2_000
const windowStands = 200

/** Delivers the events of a world, signed with this secret, in the order they happen unless a knob says otherwise. */
export function openDeliveries(
  world: World,
  { deliverTo, secret }: { deliverTo?: Target; secret: string },
): Deliveries {
  let target = deliverTo
  let knobs = calm(target)
  let roll = dice(knobs.seed)
  let paused = false
  /** Another one after a reset: what was under way before it is nobody's. */
  let age = 0
  let underWay = 0
  let ready: Parcel[] = []
  let collected: Parcel[] = []
  const settling: (() => void)[] = []
  const dueAt = new Map<NodeJS.Timeout, number>()
  const deliveries = new Map<string, Delivery>()

  const happens = (chance: number) => chance > 0 && roll() < chance

  function hear(event: Stripe.Event): void {
    const delivery: Delivery = { event, state: 'waiting', tries: 0, answer: null }
    deliveries.set(event.id, delivery)
    const { drop, duplicate } = knobs
    if (!target) end(delivery, 'kept')
    else if (typeof drop === 'function' ? drop(event) : happens(drop)) end(delivery, 'dropped')
    else {
      const times = 1 + Math.floor(duplicate) + (happens(duplicate % 1) ? 1 : 0)
      collect(Array.from({ length: times }, () => ({ delivery, tries: 0 })))
    }
  }

  function collect(parcels: Parcel[]): void {
    collected.push(...parcels)
    if (collected.length >= knobs.shuffle) postCollected()
    // A window that does not fill is not waited for.
    else if (collected.length === parcels.length) {
      later(windowStands, postCollected, Number.POSITIVE_INFINITY)
    }
  }

  function postCollected(): void {
    post(shuffled(collected.splice(0), roll))
  }

  function post(parcels: Parcel[]): void {
    const { delay } = knobs
    const [least, most] = typeof delay === 'number' ? [delay, delay] : delay
    for (const parcel of parcels) {
      later(least + roll() * (most - least), () => ready.push(parcel))
    }
  }

  /** Never at once: whoever caused an event is answered first. */
  function later(wait: number, act: () => void, due = Date.now() + wait): void {
    const timer = setTimeout(() => {
      dueAt.delete(timer)
      act()
      sendReady()
    }, wait)
    timer.unref()
    dueAt.set(timer, due)
  }

  function sendReady(): void {
    while (!paused && underWay < knobs.atOnce) {
      const parcel = ready.shift()
      if (!parcel) break
      void send(parcel, age)
    }
    for (const tell of settling.splice(0)) tell()
  }

  async function send(parcel: Parcel, begun: number): Promise<void> {
    const { delivery } = parcel
    underWay += 1
    parcel.tries += 1
    delivery.tries += 1
    const nowhere = { arrived: false, answer: 'Nobody is there.' }
    const { arrived, answer } = target ? await hand(delivery.event, target, secret) : nowhere
    if (begun !== age) return
    underWay -= 1
    delivery.answer = answer
    const [first, longest] = knobs.backOff
    if (arrived) end(delivery, 'arrived')
    else if (parcel.tries >= knobs.tries) end(delivery, 'lost')
    else later(Math.min(first * 2 ** (parcel.tries - 1), longest), () => ready.push(parcel))
    sendReady()
  }

  /** What has arrived once stays so, whatever becomes of its copies. */
  function end(delivery: Delivery, state: Delivery['state']): void {
    if (delivery.state === 'arrived') return
    delivery.state = state
    if (state !== 'lost') delivery.event.pending_webhooks = 0
  }

  const isBusy = () =>
    underWay > 0 ||
    (!paused && ready.length > 0) ||
    [...dueAt.values()].some((due) => due - Date.now() < near)

  function forget(): void {
    age += 1
    underWay = 0
    ready = []
    collected = []
    for (const timer of dueAt.keys()) clearTimeout(timer)
    dueAt.clear()
    sendReady()
  }

  listen(world, hear)
  // What had not arrived when this world was put away.
  for (const event of world.events.values()) if (event.pending_webhooks > 0) hear(event)

  return {
    deliverTo(wanted) {
      target = wanted
      const { tries, backOff } = calm(wanted)
      knobs = { ...knobs, tries, backOff }
    },
    target: () => target,
    knobs: () => knobs,
    turn(wanted) {
      knobs = { ...knobs, ...wanted }
      if (wanted.seed !== undefined) roll = dice(wanted.seed)
      sendReady()
    },
    pause() {
      paused = true
    },
    resume() {
      paused = false
      sendReady()
    },
    paused: () => paused,
    replay(eventId) {
      const event = world.events.get(eventId)
      if (!event) throw new Error(`There is no event ${eventId}.`)
      const delivery = deliveries.get(eventId) ?? {
        event,
        state: 'waiting',
        tries: 0,
        answer: null,
      }
      delivery.state = 'waiting'
      deliveries.set(eventId, delivery)
      later(0, () => ready.push({ delivery, tries: 0 }))
    },
    async settle() {
      postCollected()
      while (isBusy()) {
        await new Promise<void>((resolve) => settling.push(resolve))
        postCollected()
      }
    },
    all: () => [...deliveries.values()],
    reset() {
      forget()
      deliveries.clear()
      paused = false
      knobs = calm(target)
      roll = dice(knobs.seed)
    },
    stop: forget,
  }
}
