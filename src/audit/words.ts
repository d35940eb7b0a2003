import app from 'app.config'
import type { Action, Actions } from './actions'

/** What the lines are about, by what stands before the dot; those of one name are one noun to people. */
const nouns: Record<Prefix<Action>, string> = {
  organization: 'Organization',
  member: 'Members',
  ownership: 'Organization',
  invitation: 'Invitations',
  invitations: 'Invitations',
  join_link: 'Join links',
  email_domain: 'E-mail domains',
  team: 'Teams',
  role: 'Roles',
  project: 'Projects',
  subscription: 'Plan and billing',
  trial: 'Plan and billing',
  plan: 'Plan and billing',
  account: 'Accounts',
  user: 'People, by operators',
  impersonation: 'Looks through somebody’s eyes',
  event: 'Events of Stripe',
  job: 'Jobs',
  letter: 'Letters',
  audit: 'The log itself',
}

/** Whether lines are about it, by what stands before the dot. */
export function isPrefix(word: string): word is Prefix<Action> {
  return Object.hasOwn(nouns, word)
}

/** What an action, or what stands before its dot, is about, as people call it; one that is no more by its own name. */
export function nounOf(action: string): string {
  const [prefix = ''] = action.split('.')
  return isPrefix(prefix) ? nouns[prefix] : prefix
}

/** An action in words: "Member role changed". */
function actionLabel(action: string): string {
  return capital(action.replace(/[._]/g, ' '))
}

/** An action to choose, and the noun it is about: by its prefix, and as people call it. */
export type Choice = { action: string; label: string; noun: string; about: string }

/** These actions as choices; of a noun with several prefixes the first in the alphabet stands for all. */
export function choicesOf(actions: readonly string[]): Choice[] {
  const first = new Map<string, string>()
  return actions.toSorted().map((action) => {
    const [prefix = ''] = action.split('.')
    const about = nounOf(action)
    const noun = first.get(about) ?? prefix
    first.set(about, noun)
    return { action, label: actionLabel(action), noun, about }
  })
}

/** What each detail of a line is called. */
const labels: Record<Detail<Action>, string> = {
  at: 'Page',
  because: 'Because of',
  before: 'Before',
  by: 'By way of',
  changed: 'Changed',
  count: 'How many',
  domain: 'Domain',
  email: 'E-mail',
  eventId: 'Event',
  from: 'From',
  how: 'How',
  interval: 'Paid by the',
  invitationId: 'Invitation',
  jobId: 'Job',
  letter: 'Letter',
  linkId: 'Link',
  maxUses: 'Uses at most',
  memberId: 'Member',
  name: 'Name',
  on: 'On',
  organizationId: 'Organization',
  permission: 'Allows',
  plan: 'Plan',
  projectId: 'Project',
  provider: 'Provider',
  queue: 'Queue',
  reason: 'Reason',
  renamed: 'New name',
  role: 'Role',
  seats: 'Seats',
  slug: 'Address',
  subscriptionId: 'Subscription',
  team: 'Team',
  teamId: 'Team',
  title: 'Title',
  to: 'To',
  told: 'Members are told',
  trial: 'Trial',
  type: 'Kind',
  until: 'Until',
  userId: 'Person',
  what: 'What',
}

type Prefix<Name> = Name extends `${infer Noun}.${string}` ? Noun : never
/** Spread over the actions, for each has details of its own. */
type Detail<Name> = Name extends Action ? keyof Actions[Name] : never

/** A detail as a person reads it; what is listed with commas, what holds several values one by one. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none'
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value)) return value.map(valueInWords).join(', ') || 'none'
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([key, each]) => `${key}: ${valueInWords(each)}`)
    .join('; ')
}

/** What a detail is called; one that no action has any more by its own name. */
export function labelOf(key: string): string {
  const known: Readonly<Record<string, string>> = labels
  return Object.hasOwn(known, key) ? (known[key] ?? key) : key
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** A moment as ISO 8601 as a day: "3 Mar 2027". What is none stays as it is. */
export function dayInWords(moment: string): string {
  const at = new Date(moment)
  return Number.isNaN(at.getTime()) ? moment : day.format(at)
}

/** A plan as the product calls it; one that is sold no more by its id. */
export function planName(id: string): string {
  return app.plans.find((plan) => plan.id === id)?.name ?? id
}

const builtIn: Readonly<Record<string, { name: string }>> = app.roles

/** Roles as better-auth lists them: "Admin", "Owner and Member"; one of an organization's own with a capital letter. */
export function roleNames(held: string): string {
  const names = held.split(',').map((role) => role.trim())
  return listed(
    names.map((role) => (Object.hasOwn(builtIn, role) && builtIn[role]?.name) || capital(role)),
  )
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** "1 seat", "4 seats". */
export function counted(amount: number, thing: string): string {
  return `${amount.toLocaleString('en')} ${thing}${amount === 1 ? '' : 's'}`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
