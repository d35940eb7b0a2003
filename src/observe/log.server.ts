import pino from 'pino'
import { env } from '~/env.server'
import { describeError } from './describe-error.server'
import { readable } from './readable-log.server'

/** One line per event; never a secret, a token, a query string or a person's words. */
export const log = pino(
  {
    level: env.LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  },
  env.mode === 'production' ? pino.destination({ sync: true }) : readable(),
)
