import app from 'app.config'
import type { Limits, Plan } from '~/define-app'
import type { PictureName } from './pictures'

/** To an account, and from there to an organization with the plan that was chosen here. */
export function wayTo({ id, stripe }: Plan): string {
  if (!stripe) return places.signUp.href
  const redirect = `/app/new?${new URLSearchParams({ plan: id })}`
  return `${places.signUp.href}?${new URLSearchParams({ redirect })}`
}

/** Where the public pages lead to. */
export const places = {
  demo: { href: '/sign-up', label: 'Try the demo' },
  signUp: { href: '/sign-up' },
  source: { href: app.links.source, label: 'Read the code' },
  pricing: { href: '/pricing', label: 'Pricing' },
  privacy: { href: '/legal/privacy', label: 'Privacy' },
  terms: { href: '/legal/terms', label: 'Terms' },
  signIn: { href: '/sign-in', label: 'Sign in' },
} as const

export const proofWords = {
  title: 'Proof comes before features',
  sentence: 'Measured, not promised: these are the figures of the last run.',
}

export const dayWords = {
  title: 'A customer’s day, in five scenes',
  sentence: 'Every picture is the product as it runs, in the demo world that comes with it.',
}

export type Scene = {
  time: string
  title: string
  lines: readonly [string, string, string]
  /** A second one stands behind the first. */
  pictures: readonly [PictureName, PictureName?]
}

export const scenes: readonly Scene[] = [
  {
    time: '8:40',
    title: 'Ada signs up',
    lines: [
      'A name, an address, a password. Nothing else is asked.',
      'The link in the letter is good for an hour.',
      'The form never tells a stranger who has an account.',
    ],
    pictures: ['signUp'],
  },
  {
    time: '9:10',
    title: 'She founds Acme',
    lines: [
      'The name is for people, the address is for links.',
      'Ada is its owner, and Acme always keeps one.',
      'Every page of Acme lives under its own address.',
    ],
    pictures: ['found'],
  },
  {
    time: '11:30',
    title: 'She invites Eve',
    lines: [
      'The invitation and its letter are written together, or neither is.',
      'It says who asks, into which organization, and until when.',
      'Until it is answered, Ada can send it again or cancel it.',
    ],
    pictures: ['letter'],
  },
  {
    time: '13:45',
    title: 'Eve accepts',
    lines: [
      'Only the address that was invited can answer.',
      'Without an account Eve would make one, and come back to this page.',
      'A moment later she works in Acme, as a member.',
    ],
    pictures: ['accept'],
  },
  {
    time: '16:20',
    title: 'Two tabs, two organizations',
    lines: [
      'Globex stands in one tab, Acme in the other.',
      'Each page goes by its own address, never by the other tab.',
      'Beneath both, the database answers for one organization only.',
    ],
    pictures: ['acmeTab', 'globexTab'],
  },
]

export const configWords = {
  title: 'One file makes it yours',
  sentence: 'Name, colour, words and plans stand here, each once. Every page is made from it.',
  file: 'app.config.ts',
}

export const planWords = {
  title: 'What it costs',
  sentence: `Begin with ${app.plans[0].name}, and stay for as long as it fits. Change or cancel whenever you like.`,
  compare: 'What is in each plan',
}

/** How the limits of a plan are called, in the order in which they are shown. */
export const limitNames: readonly { limit: keyof Limits; one: string; many: string }[] = [
  { limit: 'members', one: 'member', many: 'Members' },
  { limit: 'teams', one: 'team', many: 'Teams' },
  { limit: 'projects', one: 'project', many: 'Projects' },
]

export const questionWords = { title: 'Questions' }
