import { createIsomorphicFn } from '@tanstack/react-start'
import { env } from '~/env.server'

/** Where the product is reached from outside, for what must name a whole address: `https://app.example.com`. */
export const origin = createIsomorphicFn()
  .server(() => env.APP_URL)
  .client(() => window.location.origin)
