import { z } from 'zod'

/** An address a button may lead to: a page, never a script. */
export const link = z.url({ protocol: /^https?$/ })
