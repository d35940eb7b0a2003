import { createEmulator } from 'emulate'
import './provider-addresses.ts'
import { people } from './people.ts'
import type { Open } from './stopping.ts'

const ports = { google: 4002, github: 4001 } as const

type Provider = keyof typeof ports
type Wanted = {
  /** Where the app is reached, for the addresses that the stand-ins send people back to. */
  origin: string
  /** What the developer has configured: a provider with an id of its own needs no stand-in. */
  configured?: Readonly<Record<string, string | undefined>>
  /** Any that is free, instead of the usual one. */
  anyPort?: boolean
  /** Who has an account besides, or another than the demo world's. */
  also?: Account[]
}

type Account = { name: string; email: string; email_verified?: boolean; picture?: string }

/**
 * Stand-ins of Google and GitHub in which the demo world's people have accounts.
 * @returns the variables that lead the app to them
 */
export async function openProviders(
  open: Open,
  { origin, configured = {}, anyPort = false, also = [] }: Wanted,
): Promise<Record<string, string>> {
  if (configured.OAUTH_STAND_IN) return {}
  const wanted = (['google', 'github'] as const).filter(
    (name) => !configured[`${name.toUpperCase()}_CLIENT_ID`],
  )
  const environment: Record<string, string> = {}
  const addresses = await Promise.all(
    wanted.map(async (name) => {
      const { url } = await open(name, () => openProvider(name, { origin, anyPort, also }))
      environment[`${name.toUpperCase()}_CLIENT_ID`] = clientOf(name).client_id
      environment[`${name.toUpperCase()}_CLIENT_SECRET`] = clientOf(name).client_secret
      return `${name}=${url}`
    }),
  )
  return addresses.length > 0
    ? { ...environment, OAUTH_STAND_IN: addresses.join(',') }
    : environment
}

type Details = { origin: string; anyPort: boolean; also: Account[] }

async function openProvider(name: Provider, { origin, anyPort, also }: Details) {
  const client = {
    ...clientOf(name),
    name: 'Atrium',
    redirect_uris: [callbackAddress(origin, name)],
  }
  const everybody: Account[] = [...also, ...Object.values(people)]
  const seed = {
    google: {
      users: everybody,
      oauth_clients: [client],
    },
    github: {
      users: everybody.map(({ name, email }) => ({ login: loginOf(email), name, email })),
      oauth_apps: [client],
    },
  }
  const on = (port: number) => createEmulator({ service: name, port, seed })
  const { url, close } = await (anyPort ? on(0) : on(ports[name]).catch(() => on(0)))
  return { url, stop: close }
}

/** Of an address at GitHub's stand-in. */
export const loginOf = (email: string) => email.split('@')[0] ?? email

const clientOf = (name: Provider) => ({
  client_id: `atrium-at-${name}`,
  client_secret: `not-a-secret-of-${name}`,
})

/** What is pasted into a provider's console. */
export const callbackAddress = (origin: string, provider: string) =>
  `${origin}/api/auth/callback/${provider}`
