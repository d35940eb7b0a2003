import { z } from 'zod'

/**
 * What opens something, and is for nobody but whom the letter is for; with how it is shown to others. The link of a
 * letter and a code in it are always one of these.
 */
export const live = z.registry<{ veiled: (given: string) => string }>()

/** An address a button may lead to: a page, never a script. */
export const link = z
  .url({ protocol: /^https?$/ })
  .register(live, { veiled: (given) => `${new URL(given).origin}/…` })

/** What is typed in somewhere to prove who one is. */
export const code = z.string().register(live, { veiled: () => '…' })
