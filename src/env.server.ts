import app from 'app.config'
import { z } from 'zod'
import { readProviders, standInsIn } from './providers.server'

/** A configuration the app cannot start with; the message names every variable at fault. */
export class Misconfigured extends Error {
  override name = 'Misconfigured'
}

export type Env = ReturnType<typeof readEnv>

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, hostname: /.*/, error: `must be an address like ${example}` })

const shape = z.object({
  APP_URL: url(/^https?$/, 'https://app.example.com').transform((value) => new URL(value).origin),
  PORT: z.coerce
    .number({ error: 'must be a port number' })
    .int()
    .min(1, 'must be between 1 and 65535')
    .max(65_535, 'must be between 1 and 65535'),
  HOST: z.string().min(1),
  BETTER_AUTH_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
  BETTER_AUTH_SECRETS: z
    .string()
    .regex(
      /^\d+:[^,]{32,}(,\d+:[^,]{32,})*$/,
      'must be like 2:newest-secret,1:older-secret, each of 32 characters or more',
    )
    .transform((list) => list.split(',').map(versioned))
    .optional(),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgres://app:password@127.0.0.1:5432/atrium'),
  DATABASE_OWNER_URL: url(
    /^postgres(ql)?$/,
    'postgres://owner:password@127.0.0.1:5432/atrium',
  ).optional(),
  FILES_DIR: z.string().min(1),
  RESEND_API_KEY: z.string().min(1),
  RESEND_BASE_URL: url(/^https?$/, 'https://api.resend.com').optional(),
  EMAIL_FROM: z
    .string()
    .regex(
      /^([^<>]+ <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be like Name <name@example.com>',
    ),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').flatMap((entry) => entry.trim() || []))
    .pipe(
      z.array(
        z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
          error: 'must list addresses or CIDR ranges, separated by commas',
        }),
      ),
    ),
  IP_HEADER: z.string().toLowerCase().optional(),
  OAUTH_STAND_IN: z
    .string()
    .regex(
      /^(google|github)=https?:\/\/[^,]+(,(google|github)=https?:\/\/[^,]+)*$/,
      'must be like google=http://localhost:4002,github=http://localhost:4001',
    )
    .optional(),
  BREACHED_PASSWORDS_URL: url(/^https?$/, 'https://api.pwnedpasswords.com'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[rs]k_\w+$/, 'must be a secret key, like sk_test_…')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_\w+$/, 'must be the signing secret of a webhook endpoint, like whsec_…')
    .optional(),
  STRIPE_API_BASE: url(/^https?$/, 'http://127.0.0.1:4003').optional(),
  LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(', ')}` }),
})

function versioned(entry: string) {
  const colon = entry.indexOf(':')
  return { version: Number(entry.slice(0, colon)), value: entry.slice(colon + 1) }
}

/** What holds where nobody decided otherwise; production decides everything that matters itself. */
function defaults(mode: Mode, port: string) {
  const anywhere = {
    PORT: '3000',
    HOST: '0.0.0.0',
    TRUSTED_PROXIES: '',
    BREACHED_PASSWORDS_URL: 'https://api.pwnedpasswords.com',
    LOG_LEVEL: 'info',
  }
  if (mode === 'production') return anywhere
  return {
    ...anywhere,
    HOST: '127.0.0.1',
    APP_URL: `http://localhost:${port}`,
    FILES_DIR: '.data/files',
    RESEND_API_KEY: 're_stand_in',
    EMAIL_FROM: 'Atrium <hello@atrium.test>',
  }
}

type Mode = 'production' | 'development' | 'test'

function modeOf(nodeEnv: string | undefined): Mode {
  return nodeEnv === 'production' || nodeEnv === 'test' ? nodeEnv : 'development'
}

/**
 * Reads and checks the environment. An empty variable counts as absent.
 * @throws Misconfigured with one line for each variable that is missing or malformed
 */
export function readEnv(source: Record<string, string | undefined>) {
  const mode = modeOf(source.NODE_ENV)
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = shape.safeParse({ ...defaults(mode, given.PORT ?? '3000'), ...given })
  const faults = result.success
    ? []
    : result.error.issues.map(({ path, message }) => {
        const name = String(path[0])
        return given[name] === undefined ? `${name} is missing` : `${name} ${message}`
      })
  if (!given.BETTER_AUTH_SECRET && !given.BETTER_AUTH_SECRETS) {
    faults.push('BETTER_AUTH_SECRET is missing')
  }
  if (Boolean(given.IP_HEADER) !== Boolean(given.TRUSTED_PROXIES)) {
    faults.push('IP_HEADER and TRUSTED_PROXIES go together: set both, or neither')
  }
  if (Boolean(given.STRIPE_SECRET_KEY) !== Boolean(given.STRIPE_WEBHOOK_SECRET)) {
    faults.push('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together: set both, or neither')
  }
  const providers = readProviders(
    given,
    app.signIn.openId.map(({ id }) => id),
  )
  faults.push(...providers.faults)
  if (mode === 'production' && given.OAUTH_STAND_IN && !isHere(given.APP_URL)) {
    faults.push('OAUTH_STAND_IN lets anybody in as anybody: APP_URL must be on localhost')
  }
  if (mode === 'production' && given.STRIPE_API_BASE && !isHere(given.APP_URL)) {
    faults.push('STRIPE_API_BASE lets anybody pay with nothing: APP_URL must be on localhost')
  }
  if (!result.success || faults.length > 0) {
    throw new Misconfigured(
      `The environment is not complete:\n${faults.map((fault) => `  ${fault}`).join('\n')}\nEach variable is explained in .env.example.`,
    )
  }
  return {
    ...result.data,
    mode,
    /** Whether it serves people elsewhere; the demo, and a build that is tried at home, do not. */
    abroad: mode === 'production' && !isHere(given.APP_URL),
    /** What the environment says for each provider, by option of better-auth. */
    providers: providers.told,
    /** Where the stand-ins of providers listen, by provider. */
    standIns: result.data.OAUTH_STAND_IN ? standInsIn(result.data.OAUTH_STAND_IN) : {},
  }
}

function isHere(address: string | undefined): boolean {
  const host = URL.parse(address ?? '')?.hostname ?? ''
  return ['localhost', '127.0.0.1', '[::1]'].includes(host) || host.endsWith('.localhost')
}

export const env = readEnv(process.env)
