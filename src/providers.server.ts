/** A provider that better-auth knows. Variables by their ends: `CLIENT_ID` of `google` is GOOGLE_CLIENT_ID. */
type Known = {
  /** On the button. */
  name: string
  /** What it needs, and the options of better-auth that these become; an id and a secret unless told. */
  needs?: Record<string, string>
  /** What it may have besides. */
  may?: Record<string, string>
}

const idAndSecret = { CLIENT_ID: 'clientId', CLIENT_SECRET: 'clientSecret' }

/** Every provider that better-auth ships. */
export const knownProviders: Record<string, Known> = {
  apple: {
    name: 'Apple',
    // Its secret is made of these, see auth/providers/apple-secret.server.ts.
    needs: {
      CLIENT_ID: 'clientId',
      TEAM_ID: 'teamId',
      KEY_ID: 'keyId',
      PRIVATE_KEY: 'privateKey',
    },
  },
  atlassian: { name: 'Atlassian' },
  cloudflare: { name: 'Cloudflare' },
  cognito: {
    name: 'Amazon Cognito',
    needs: { ...idAndSecret, DOMAIN: 'domain', REGION: 'region', USER_POOL_ID: 'userPoolId' },
  },
  discord: { name: 'Discord' },
  dropbox: { name: 'Dropbox' },
  facebook: { name: 'Facebook' },
  figma: { name: 'Figma' },
  github: { name: 'GitHub' },
  gitlab: { name: 'GitLab', may: { ISSUER: 'issuer' } },
  google: { name: 'Google' },
  huggingface: { name: 'Hugging Face' },
  kakao: { name: 'Kakao' },
  kick: { name: 'Kick' },
  line: { name: 'LINE' },
  linear: { name: 'Linear' },
  linkedin: { name: 'LinkedIn' },
  microsoft: { name: 'Microsoft', may: { TENANT_ID: 'tenantId' } },
  naver: { name: 'Naver' },
  notion: { name: 'Notion' },
  paybin: { name: 'Paybin', may: { ISSUER: 'issuer' } },
  paypal: { name: 'PayPal', may: { ENVIRONMENT: 'environment' } },
  polar: { name: 'Polar' },
  railway: { name: 'Railway' },
  reddit: { name: 'Reddit' },
  roblox: { name: 'Roblox' },
  salesforce: { name: 'Salesforce', may: { LOGIN_URL: 'loginUrl' } },
  slack: { name: 'Slack' },
  spotify: { name: 'Spotify' },
  tiktok: { name: 'TikTok', needs: { CLIENT_KEY: 'clientKey', CLIENT_SECRET: 'clientSecret' } },
  twitch: { name: 'Twitch' },
  twitter: { name: 'X' },
  vercel: { name: 'Vercel' },
  vk: { name: 'VK' },
  wechat: { name: 'WeChat' },
  zoom: { name: 'Zoom' },
}

/** What the environment says for a provider, by option of better-auth. */
export type Told = Record<string, string>

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The providers that the environment configures: those that have all they need. One that has a part is a fault.
 * @param openIds the ids of `signIn.openId` in app.config.ts
 */
export function readProviders(given: Variables, openIds: readonly string[]) {
  const told: Record<string, Told> = {}
  const faults: string[] = []
  const wanted: [string, Known][] = [
    ...Object.entries(knownProviders),
    ...openIds.map((id): [string, Known] => [id, { name: id }]),
  ]
  for (const [id, { needs = idAndSecret, may = {} }] of wanted) {
    const needed = Object.keys(needs).map((end) => variable(id, end))
    const missing = needed.filter((name) => !given[name])
    if (missing.length === needed.length) continue
    const there = needed.find((name) => given[name])
    faults.push(...missing.map((name) => `${name} is missing: ${there} is set`))
    const options = Object.entries({ ...needs, ...may }).flatMap(([end, option]) => {
      const value = given[variable(id, end)]
      return value ? [[option, value]] : []
    })
    told[id] = Object.fromEntries(options)
  }
  faults.push(
    ...openIds
      .filter((id) => knownProviders[id])
      .map((id) => `signIn.openId in app.config.ts has ${id}, which is known by itself`),
  )
  return { told, faults }
}

function variable(id: string, end: string): string {
  return `${id.toUpperCase().replace(/\W/g, '_')}_${end}`
}

/** What `google=http://localhost:4002,github=http://localhost:4001` says, by provider. */
export function standInsIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((entry) => entry.split(/=(.*)/s, 2)))
}
