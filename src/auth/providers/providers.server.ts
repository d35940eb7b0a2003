import { socialProviderList } from '@better-auth/core/social-providers'
import app from 'app.config'
import type { BetterAuthOptions } from 'better-auth'
import { type GenericOAuthConfig, genericOAuth } from 'better-auth/plugins'
import { z } from 'zod'
import type { OpenIdProvider } from '~/define-app'
import { env } from '~/env.server'
import { knownProviders, type Told } from '~/providers.server'
import { appleSecret } from './apple-secret.server'

type SocialProviders = NonNullable<BetterAuthOptions['socialProviders']>

/** Scopes beside better-auth's own, without which name, picture or address would not come; and what else differs. */
const settings: Record<string, object> = {
  atlassian: { scope: ['read:me'] },
  // Only so does Google give a token that renews the others.
  google: { accessType: 'offline', prompt: 'select_account' },
  // better-auth would take the sandbox.
  paypal: { environment: 'live' },
  tiktok: { scope: ['user.info.basic'] },
  vercel: { scope: ['openid', 'email', 'profile', 'offline_access'] },
}

/** What holds for every one of them. */
const always = {
  // An address for which the provider does not vouch is confirmed by letter before anybody is in.
  requireEmailVerification: true,
  // A token that a browser hands in is no way in: there is the one with a redirect, and its checks.
  disableIdTokenSignIn: true,
}

const authorizePaths: Record<string, string> = {
  google: '/o/oauth2/v2/auth',
  github: '/login/oauth/authorize',
}

/** better-auth's own types differ for each provider; what the environment says is checked by its names only. */
const providersShape = z.custom<SocialProviders>(
  (value) =>
    z.partialRecord(z.enum(socialProviderList), z.looseObject({})).safeParse(value).success,
)

/** Options of better-auth for each provider that better-auth ships and the environment configures. */
export function socialProvidersOf(
  told: Record<string, Told>,
  standIns: Record<string, string> = {},
): SocialProviders {
  const known = Object.entries(told).filter(([id]) => knownProviders[id])
  return providersShape.parse(
    Object.fromEntries(
      known.map(([id, options]) => [
        id,
        {
          ...settings[id],
          ...options,
          ...(id === 'apple' ? { clientSecret: appleSecret(appleKey.parse(options)) } : {}),
          ...(standIns[id] ? { authorizationEndpoint: standIns[id] + authorizePaths[id] } : {}),
          ...always,
        },
      ]),
    ),
  )
}

const appleKey = z.object({
  clientId: z.string(),
  teamId: z.string(),
  keyId: z.string(),
  privateKey: z.string(),
})

/** What better-auth is told of the providers in `signIn.openId` that the environment configures. */
export function openIdProvidersOf(
  wanted: readonly OpenIdProvider[],
  told: Record<string, Told>,
): GenericOAuthConfig[] {
  return wanted.flatMap(({ id, name, issuer, scopes }) => {
    const { clientId, clientSecret } = told[id] ?? {}
    if (!clientId) return []
    return {
      providerId: id,
      name,
      clientId,
      clientSecret,
      discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      scopes: scopes ?? ['openid', 'profile', 'email'],
      requireIdTokenVerification: true,
      requireEmailVerification: always.requireEmailVerification,
    }
  })
}

export const socialProviders = socialProvidersOf(env.providers, env.standIns)

export const openId = genericOAuth({
  config: openIdProvidersOf(app.signIn.openId, env.providers),
})

/** A provider as a button shows it. */
export type Provider = { id: string; name: string }

/** The providers that people may sign in with here, in the order of their buttons. */
export const offeredProviders: Provider[] = [
  ...['google', 'apple', 'microsoft', 'github'],
  ...Object.keys(knownProviders),
]
  .filter((id, place, all) => env.providers[id] && all.indexOf(id) === place)
  .map((id) => ({ id, name: knownProviders[id]?.name ?? id }))
  .concat(
    app.signIn.openId.filter(({ id }) => env.providers[id]).map(({ id, name }) => ({ id, name })),
  )
