import app from 'app.config'
import type { Action, Actions } from './actions'
import { counted, dayInWords, listed, nounOf, planName, roleNames } from './words'

/** The part of a line that a sentence is made of. */
export type Told = {
  actorName: string | null
  actorRole: string | null
  impersonatorName: string | null
  action: string
  details: Record<string, unknown>
}

/** A line in plain words: "Olive, operator, banned Bob: “Sends spam.”" */
export function sentenceOf(line: Told): string {
  return `${whoInWords(line)} ${actInWords(line)}`
}

/** Who did it, as a sentence begins: "Ada", "Olive, operator,", "Olive, through Ada’s eyes,". */
export function whoInWords({ actorName, actorRole, impersonatorName }: Omit<Told, 'action'>) {
  const name = actorName ?? app.name
  if (impersonatorName) return `${impersonatorName}, through ${name}’s eyes,`
  return actorRole === 'operator' || actorRole === 'support' ? `${name}, ${actorRole},` : name
}

/** What was done, as a sentence goes on: "archived the project Alpha". */
export function actInWords({ action, details }: Pick<Told, 'action' | 'details'>): string {
  const say: unknown = Object.hasOwn(acts, action) ? Reflect.get(acts, action) : undefined
  try {
    if (typeof say === 'function') return String(say(details))
  } catch {
    // A line never changes: one of long ago may hold other details than its action has today.
  }
  return `did this: ${action.replace(/[._]/g, ' ')}`
}

/** Every action of the closed list, as what somebody did. */
const acts: { [Key in Action]: (details: Actions[Key]) => string } = {
  'organization.created': ({ name }) => `made the organization ${name}`,
  'organization.updated': ({ changed }) => `changed the organization’s ${listed(changed)}`,
  'organization.deleted': ({ name }) => `deleted the organization ${name}`,
  'organization.two_step_required': ({ from }) =>
    `asked every member for a second step from ${dayInWords(from)} on`,
  'organization.two_step_optional': () => 'no longer asks members for a second step',
  'member.joined': ({ role, by }) => `joined as ${roleNames(role)}, ${waysIn[by]}`,
  'member.added': ({ name, role }) => `made ${name} a member as ${roleNames(role)}`,
  'member.role_changed': ({ name, from, to }) =>
    `changed the role of ${name} from ${roleNames(from)} to ${roleNames(to)}`,
  'member.title_changed': ({ title }) =>
    title ? `took the title “${title}”` : 'took their title away',
  'member.removed': ({ name }) => `removed ${name}`,
  'member.left': () => 'left the organization',
  'ownership.transferred': ({ name }) => `handed the organization over to ${name}`,
  'invitation.sent': ({ email, role }) => `invited ${email} as ${roleNames(role)}`,
  'invitation.cancelled': ({ email }) => `called back the invitation of ${email}`,
  'invitation.declined': ({ email }) => `declined the invitation for ${email}`,
  'invitations.purged': ({ count }) => `cleared away ${counted(count, 'expired invitation')}`,
  'join_link.created': ({ role, maxUses }) =>
    `made a link to join as ${roleNames(role)}, for ${counted(maxUses, 'use')} at most`,
  'join_link.removed': () => 'took a link to join away',
  'email_domain.added': ({ domain }) => `added the e-mail domain ${domain}`,
  'email_domain.verified': ({ domain }) => `verified the e-mail domain ${domain}`,
  'email_domain.removed': ({ domain }) => `removed the e-mail domain ${domain}`,
  'team.created': ({ name }) => `made the team ${name}`,
  'team.renamed': ({ name }) => `renamed a team to ${name}`,
  'team.removed': ({ name }) => `removed the team ${name}`,
  'team.member_added': ({ name, team }) => `put ${name} into the team ${team}`,
  'team.member_removed': ({ name, team }) => `took ${name} out of the team ${team}`,
  'role.created': ({ role }) => `made the role ${role}`,
  'role.updated': ({ role, renamed }) =>
    renamed ? `renamed the role ${role} to ${renamed}` : `changed what the role ${role} allows`,
  'role.removed': ({ role }) => `removed the role ${role}`,
  'project.created': ({ name }) => `made the project ${name}`,
  'project.updated': ({ name, changed }) => `changed the ${listed(changed)} of the project ${name}`,
  'project.archived': ({ name }) => `archived the project ${name}`,
  'project.restored': ({ name }) => `restored the project ${name}`,
  'project.removed': ({ name }) => `removed the project ${name}`,
  'subscription.started': ({ trial, ...bought }) =>
    `started ${trial ? 'a trial of ' : ''}${boughtInWords(bought)}`,
  'subscription.changed': ({ from, ...bought }) =>
    `changed the plan from ${boughtInWords(from)} to ${boughtInWords(bought)}`,
  'subscription.trial_paid': ({ plan }) => `noted that the trial of ${planName(plan)} is now paid`,
  'subscription.past_due': ({ plan }) => `noted that a payment for ${planName(plan)} is late`,
  'subscription.recovered': ({ plan }) =>
    `noted that the late payment for ${planName(plan)} arrived`,
  'subscription.ending': ({ plan, on }) => `noted that ${planName(plan)} ends on ${dayInWords(on)}`,
  'subscription.kept': ({ plan }) => `noted that ${planName(plan)} goes on after all`,
  'subscription.ended': ({ plan }) => `noted that ${planName(plan)} ended`,
  'subscription.page_opened': ({ to, plan }) =>
    `went to Stripe to ${to} ${plan ? planName(plan) : 'the plan'}`,
  'subscription.planned': ({ plan, interval }) =>
    `chose ${planName(plan)} by the ${interval} for when the period ends`,
  'subscription.plan_dropped': ({ plan }) => `dropped the change to ${planName(plan)}`,

  'account.created': () => 'made an account',
  'account.signed_in': () => 'signed in',
  'account.signed_out': () => 'signed out',
  'account.confirmed': () => 'confirmed their e-mail address',
  'account.changed': ({ changed }) => `changed their ${listed(changed)}`,
  'account.password_changed': () => 'changed their password',
  'account.email_changed': () => 'changed their e-mail address',
  'account.two_step_begun': () => 'began to set up a second step',
  'account.two_step_on': () => 'turned the second step on',
  'account.two_step_off': () => 'turned the second step off',
  'account.backup_codes_made': () => 'made new backup codes',
  'account.passkey_added': () => 'added a passkey',
  'account.passkey_removed': () => 'removed a passkey',
  'account.linked': ({ provider }) => `linked their account at ${provider}`,
  'account.unlinked': ({ provider }) => `unlinked their account at ${provider}`,
  'account.sessions_ended': ({ count }) => `ended ${counted(count, 'session')} of theirs`,
  'account.disowned': ({ what }) => `said that it was not them: ${what}`,
  'account.deleted': () => 'deleted their account',

  'user.created': ({ name, ...why }) => `made an account for ${name}${reasonIn(why)}`,
  'user.changed': ({ name, changed, ...why }) =>
    `changed ${name}’s ${listed(changed)}${reasonIn(why)}`,
  'user.password_set': ({ name, ...why }) => `set a new password for ${name}${reasonIn(why)}`,
  'user.banned': ({ name, until, ...why }) =>
    `banned ${name}${until ? ` until ${dayInWords(until)}` : ''}${reasonIn(why)}`,
  'user.unbanned': ({ name, ...why }) => `lifted the ban of ${name}${reasonIn(why)}`,
  'user.session_ended': ({ name, ...why }) => `ended a session of ${name}${reasonIn(why)}`,
  'user.sessions_ended': ({ name, ...why }) => `ended every session of ${name}${reasonIn(why)}`,
  'user.role_set': ({ name, from, to, ...why }) =>
    `changed the role of ${name} from ${from} to ${to}${reasonIn(why)}`,
  'user.verified': ({ name, ...why }) => `confirmed ${name}’s e-mail address${reasonIn(why)}`,
  'user.letter_sent': ({ name, letter, ...why }) =>
    `sent ${name} the letter ${letters[letter]}${reasonIn(why)}`,
  'user.two_step_removed': ({ name, ...why }) => `removed ${name}’s second step${reasonIn(why)}`,
  'user.removed': ({ name, ...why }) => `deleted the account of ${name}${reasonIn(why)}`,
  'impersonation.started': ({ name, ...why }) =>
    `began to look through ${name}’s eyes${reasonIn(why)}`,
  'impersonation.stepped_up': ({ name, ...why }) =>
    `allowed changes while looking through ${name}’s eyes${reasonIn(why)}`,
  'impersonation.ended': ({ name, how }) =>
    `${how === 'over' ? 'ran out of time' : 'stopped'} looking through ${name}’s eyes`,
  'impersonation.entered': ({ name, ...why }) =>
    `came in here, looking through ${name}’s eyes${reasonIn(why)}`,
  'impersonation.looked': ({ at }) => `looked at ${at}`,
  'impersonation.refused': ({ at }) => `tried what is refused to them: ${at}`,
  'organization.suspended': (why) => `suspended the organization${reasonIn(why)}`,
  'organization.restored': (why) => `ended the suspension${reasonIn(why)}`,
  'ownership.assigned': ({ name, ...why }) => `made ${name} the owner${reasonIn(why)}`,
  'trial.extended': ({ until, ...why }) =>
    `extended the trial until ${dayInWords(until)}${reasonIn(why)}`,
  'plan.granted': ({ plan, until, ...why }) =>
    `granted ${planName(plan)} until ${dayInWords(until)}${reasonIn(why)}`,
  'plan.grant_ended': ({ plan, ...why }) => `ended the grant of ${planName(plan)}${reasonIn(why)}`,
  'event.replayed': ({ type, ...why }) => `replayed the event ${type}${reasonIn(why)}`,
  'job.retried': ({ queue, ...why }) => `retried a job of ${queue}${reasonIn(why)}`,
  'job.discarded': ({ queue, ...why }) => `discarded a job of ${queue}${reasonIn(why)}`,
  'letter.resent': ({ letter, ...why }) => `sent the letter ${letter} again${reasonIn(why)}`,
  'audit.trimmed': ({ count, before }) =>
    `cleared ${counted(count, 'line')} from before ${dayInWords(before)} out of this log`,
}

/** Whether there is such an action today. */
export function isAction(name: string): name is Action {
  return Object.hasOwn(acts, name)
}

/** All actions about a noun, given by any prefix that has its name; without one, all there are. */
export function actionsOf(prefix?: string): Action[] {
  return Object.keys(acts)
    .filter(isAction)
    .filter((action) => !prefix || nounOf(action) === nounOf(prefix))
}

const waysIn: Record<Actions['member.joined']['by'], string> = {
  invitation: 'by invitation',
  link: 'by a link',
  domain: 'by the domain of their address',
}

const letters: Record<Actions['user.letter_sent']['letter'], string> = {
  reset: 'to choose a new password',
  verify: 'to confirm their address',
  'magic-link': 'to sign in with',
}

function reasonIn({ reason }: { reason: string }): string {
  return `: “${reason}”`
}

function boughtInWords({
  plan,
  interval,
  seats,
}: {
  plan: string
  interval: string
  seats: number
}) {
  return `${planName(plan)} by the ${interval}, ${counted(seats, 'seat')}`
}
