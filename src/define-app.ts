/** A light and a dark value of the one living colour, as CSS colours. */
type Accent = { light: string; dark: string }

/** What a plan allows; `null` is "as many as you like". */
export type Limits = { members: number | null; teams: number | null; projects: number | null }

export type Plan = {
  /** Lower-case, never changed once sold. */
  id: string
  name: string
  /** One sentence: who this plan is for. */
  summary: string
  /** In whole units of `currency`, per month; `null` is free. */
  price: { month: number; year: number } | null
  /** Lookup keys of the prices at Stripe; `null` for the free plan. */
  stripe: { month: string; year: string } | null
  /** Charged for each member, or once for the organization. */
  seats: 'per-member' | 'flat'
  trialDays: number
  limits: Limits
  /** What the pricing page lists and `has(scope, feature)` answers. */
  features: string[]
}

export type App = {
  name: string
  /** The promise on the landing page, and the page title. */
  promise: string
  /** One or two sentences under it. */
  description: string
  company: { name: string; supportEmail: string }
  links: { source: string }
  brand: { accent: Accent }
  /** Which ways in the product offers. */
  signIn: { password: boolean }
  /** How the built-in roles are named and explained to people. */
  roles: Record<'owner' | 'admin' | 'member', { name: string; summary: string }>
  currency: string
  /** In the order of the pricing page; the first is what a new organization has. */
  plans: [Plan, ...Plan[]]
  questions: { question: string; answer: string }[]
}

/** Types `app.config.ts`; changes nothing. */
export function defineApp(app: App): App {
  return app
}
