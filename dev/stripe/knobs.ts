import type Stripe from 'stripe'

/** Where events go: an address, or a function of this process that answers as the app would. */
export type Target = string | ((request: Request) => Promise<Response>)

/** What may go wrong on the way, as it does between Stripe and an app. */
export type Knobs = {
  /** How many times more each event is sent; a fraction is a chance. */
  duplicate: number
  /** Milliseconds that each waits before it is sent: so many, or any number between two. */
  delay: number | readonly [least: number, most: number]
  /** So many are collected and sent in random order; with 0 they go as they happen. */
  shuffle: number
  /** Which never arrive: a chance, or a choice. */
  drop: number | ((event: Stripe.Event) => boolean)
  /** How many are under way at once. */
  atOnce: number
  /** How often one is tried before it is given up. */
  tries: number
  /** Milliseconds before the second try, doubled for each further one, and the longest such wait. */
  backOff: readonly [first: number, longest: number]
  /** The same seed makes the same chances. */
  seed: number
}

/** Nothing goes wrong. An app in another process may be away for a while; one in this process is there or is not. */
export function calm(target: Target | undefined): Knobs {
  const still = { duplicate: 0, delay: 0, shuffle: 0, drop: 0, atOnce: 1, seed: 1 }
  return typeof target === 'string'
    ? { ...still, tries: 20, backOff: [250, 60_000] }
    : { ...still, tries: 6, backOff: [10, 200] }
}
