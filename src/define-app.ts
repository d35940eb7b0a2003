/** A light and a dark value of the one living colour, as CSS colours. */
type Accent = { light: string; dark: string }

/** What a plan allows; `null` is "as many as you like". */
export type Limits = { members: number | null; teams: number | null; projects: number | null }

/** Which ways in the product offers; the screens follow. A provider appears when its variables are set (.env.example). */
export type SignIn = {
  password: boolean
  /** Asks Have I Been Pwned whether a new password is known to thieves; only the first five digits of its hash leave. */
  breachedPasswords: boolean
  /** A link by letter. */
  magicLink: boolean
  /** A code by letter, for people who cannot click. */
  mailedCode: boolean
  passkey: boolean
  /** A name to sign in with besides the address. */
  username: boolean
  /** Accounts that one browser holds at once; 1 for no switcher. */
  accountsPerBrowser: number
  /** Providers that speak OpenID Connect, beside those that better-auth knows; id and secret come from the environment. */
  openId: OpenIdProvider[]
}

export type OpenIdProvider = {
  /** In callback addresses and, in capitals, in the names of its variables: `acme` reads ACME_CLIENT_ID. */
  id: string
  /** On the button. */
  name: string
  /** Its discovery document is found below it (OpenID Connect Discovery 1.0, 4). */
  issuer: string
  scopes?: string[]
}

/** How the people who run the product work in it. */
export type Operating = {
  /** Whether they need a second step; `in production` spares localhost, and so the demo. */
  secondStep: boolean | 'in production'
  /** Minutes after which looking through somebody's eyes ends by itself. */
  impersonationMinutes: number
  /** Whether the owners of an organization get a letter when an operator looked into it through a member's eyes. */
  tellOwners: boolean
}

export type Plan<Feature extends string = string> = {
  /** Lower-case, never changed once sold. */
  id: string
  name: string
  /** One sentence: who this plan is for. */
  summary: string
  /** In whole units of `currency`, per month; `null` is free. */
  price: { month: number; year: number } | null
  /** Lookup keys of the prices at Stripe, each used once; `null` for the free plan. */
  stripe: { month: string; year: string } | null
  /** Charged for each member, or once for the organization. */
  seats: 'per-member' | 'flat'
  trialDays: number
  limits: Limits
  /** Days for which the audit log is kept, at least 7; `null` is for good. */
  auditDays: number | null
  /** Which of the product's features the plan has, all of them by their ids. */
  features: Feature[]
}

export type App<Feature extends string = string> = {
  name: string
  /** The promise on the landing page, and the page title. */
  promise: string
  /** The sentence under it. */
  description: string
  company: { name: string; supportEmail: string }
  links: { source: string }
  brand: { accent: Accent }
  /** Which ways in the product offers. */
  signIn: SignIn
  /** How the built-in roles are named and explained to people. */
  roles: Record<'owner' | 'admin' | 'member', { name: string; summary: string }>
  /** What a plan may have besides room, in the order of the pricing page: an id, and how people read it. */
  features: Record<Feature, string>
  /** Of all prices, as ISO 4217 has it. */
  currency: string
  billing: {
    /** Days for which a plan stays while its payment is late, whole. */
    graceDays: number
  }
  operating: Operating
  /** In the order of the pricing page; the first is what a new organization has. */
  plans: [Plan<NoInfer<Feature>>, ...Plan<NoInfer<Feature>>[]]
  questions: { question: string; answer: string }[]
}

/** Types `app.config.ts`; changes nothing. */
export function defineApp<Feature extends string>(app: App<Feature>): App<Feature> {
  return app
}
