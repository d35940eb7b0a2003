/**
 * Everything that is written down, and what each line says besides who and when: ids and names, never a secret, an
 * address of a letter's link, or the body of a message.
 */
export type Actions = {
  'organization.created': { name: string; slug: string }
  'organization.updated': { changed: string[]; name?: string; slug?: string }
  'organization.deleted': { name: string }
  'organization.two_step_required': { from: string }
  'organization.two_step_optional': Record<string, never>
  'member.joined': { memberId: string; role: string; by: 'invitation' | 'link' | 'domain' }
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
}

/** A subscription as it is after the act, and what made us look: Stripe's event, a person, the number of members, or the clock. */
type Subscribed = {
  subscriptionId: string
  plan: string
  interval: string
  seats: number
  because: { event: string } | { person: string } | 'members' | 'reconciliation'
}

export type Action = keyof Actions
