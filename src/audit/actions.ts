/**
 * Everything that is written down, and what each line says besides who and when: ids and names, never a secret, an
 * address of a letter's link, or the body of a message.
 */
export type Actions = {
  'organization.created': { name: string; slug: string }
  'organization.updated': { changed: string[]; name?: string; slug?: string }
  /** Of no organization: its own log goes with it. */
  'organization.deleted': { organizationId: string; name: string }
  'organization.two_step_required': { from: string }
  'organization.two_step_optional': Record<string, never>
  'member.joined': { memberId: string; role: string; by: 'invitation' | 'link' | 'domain' }
  /** By the application, without an invitation. */
  'member.added': { memberId: string; userId: string; name: string; role: string }
  'member.role_changed': { memberId: string; name: string; from: string; to: string }
  'member.title_changed': { memberId: string; title: string }
  'member.removed': { memberId: string; userId: string; name: string }
  'member.left': { memberId: string }
  'ownership.transferred': { memberId: string; name: string }
  'invitation.sent': { invitationId: string; email: string; role: string }
  'invitation.cancelled': { invitationId: string; email: string }
  'invitation.declined': { invitationId: string; email: string }
  'invitations.purged': { count: number }
  'join_link.created': { linkId: string; role: string; maxUses: number }
  'join_link.removed': { linkId: string }
  'email_domain.added': { domain: string }
  'email_domain.verified': { domain: string }
  'email_domain.removed': { domain: string }
  'team.created': { teamId: string; name: string }
  'team.renamed': { teamId: string; name: string }
  'team.removed': { teamId: string; name: string }
  'team.member_added': { teamId: string; team: string; userId: string; name: string }
  'team.member_removed': { teamId: string; team: string; userId: string; name: string }
  'role.created': { role: string; permission: Record<string, string[]> }
  'role.updated': { role: string; renamed?: string; permission?: Record<string, string[]> }
  'role.removed': { role: string }
  'project.created': { projectId: string; name: string; teamId: string | null }
  'project.updated': { projectId: string; name: string; changed: string[] }
  'project.archived': { projectId: string; name: string }
  'project.restored': { projectId: string; name: string }
  'project.removed': { projectId: string; name: string }
  'subscription.started': Subscribed & { trial: boolean }
  'subscription.changed': Subscribed & { from: { plan: string; interval: string; seats: number } }
  'subscription.trial_paid': Subscribed
  'subscription.past_due': Subscribed
  'subscription.recovered': Subscribed
  'subscription.ending': Subscribed & { on: string }
  'subscription.kept': Subscribed
  'subscription.ended': Subscribed
  /** Somebody was led to Stripe's page; what they did there is a line of its own. */
  'subscription.page_opened': { to: 'start' | 'change' | 'cancel'; plan: string; interval: string }
  'subscription.planned': { plan: string; interval: string }
  'subscription.plan_dropped': { plan: string; interval: string }

  // What happens to an account: of no organization.
  'account.created': Person
  'account.signed_in': Person
  'account.signed_out': Person
  /** Their address is shown to be theirs. */
  'account.confirmed': Person
  'account.changed': Person & { changed: string[] }
  'account.password_changed': Person
  'account.email_changed': Person
  /** An authenticator was shown its key, and is not confirmed yet. */
  'account.two_step_begun': Person
  'account.two_step_on': Person
  'account.two_step_off': Person
  'account.backup_codes_made': Person
  'account.passkey_added': Person
  'account.passkey_removed': Person
  'account.linked': Person & { provider: string }
  'account.unlinked': Person & { provider: string }
  'account.sessions_ended': Person & { count: number }
  'account.disowned': Person & { what: string }
  'account.deleted': Person

  // What operators do, each with its reason. To accounts: of no organization.
  'user.created': Person & Reason & { role: string }
  'user.changed': Person & Reason & { changed: string[] }
  'user.password_set': Person & Reason
  'user.banned': Person & Reason & { until: string | null }
  'user.unbanned': Person & Reason
  'user.session_ended': Person & Reason
  'user.sessions_ended': Person & Reason
  'user.role_set': Person & Reason & { from: string; to: string }
  'user.verified': Person & Reason
  'user.letter_sent': Person & Reason & { letter: 'reset' | 'verify' | 'magic-link' }
  'user.two_step_removed': Person & Reason
  'user.removed': Person & Reason
  // Through somebody's eyes: begun and ended of no organization; what was looked at, of the organization it belongs to.
  'impersonation.started': Person & Reason & { until: string }
  'impersonation.stepped_up': Person & Reason
  'impersonation.ended': Person & { how: 'stopped' | 'over' }
  'impersonation.entered': Person & Reason
  'impersonation.looked': Person & { at: string }
  'impersonation.refused': Person & { at: string }
  // To an organization: in its own log.
  'organization.suspended': Reason & { told: string }
  'organization.restored': Reason
  'ownership.assigned': Reason & { memberId: string; name: string }
  'trial.extended': Reason & { subscriptionId: string; until: string }
  'plan.granted': Reason & { plan: string; until: string }
  'plan.grant_ended': Reason & { plan: string }
  // To what runs beneath: of no organization.
  'event.replayed': Reason & { eventId: string; type: string }
  'job.retried': Reason & { jobId: string; queue: string }
  'job.discarded': Reason & { jobId: string; queue: string }
  'letter.resent': Reason & { jobId: string; letter: string }
  'audit.trimmed': { count: number; before: string }
}

/** Whose account it is. */
type Person = { userId: string; name: string }

/** Why, in the operator's words. */
type Reason = { reason: string }

/** A subscription as it is after the act, and what made us look: Stripe's event, a person, the number of members, or the clock. */
type Subscribed = {
  subscriptionId: string
  plan: string
  interval: string
  seats: number
  because: { event: string } | { person: string } | 'members' | 'reconciliation'
}

export type Action = keyof Actions
