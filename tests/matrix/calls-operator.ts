import type { OperatorPermission } from '~/auth/operator/operator-permissions'
import type { Call } from './call'
import type { Ids } from './ids'

/** A day that plans and trials may last until. */
const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
const reason = 'somebody asked for it'
const by = (
  operates: OperatorPermission,
  input?: (at: Ids) => object,
  unopened?: string,
): Call => ({
  operates,
  ...(input && { input }),
  ...(unopened && { unopened }),
})

const ofOrganization =
  (more: object = {}) =>
  (at: Ids) => ({
    organizationId: at.organization,
    ...more,
  })
const ofPerson =
  (more: object = {}) =>
  (at: Ids) => ({ id: at.user, reason, ...more })
const inTests = (file: string) => `it wants a state of its own: tests/operator/${file}.test.ts`
const aJob = (at: Ids) => ({ id: at.project, reason })

/** The doors of those who run the product: everybody else is told that there is no such page. */
export const operatorCalls: Record<string, Call> = {
  getOperator: by({}),
  getProductOverview: by({ overview: ['read'] }, () => ({ period: 'month' })),

  listPeople: by({ user: ['list'] }, () => ({})),
  getPerson: by({ user: ['get'], session: ['list'] }, (at) => ({ id: at.user })),
  verifyPerson: by({ user: ['set-email'] }, ofPerson(), inTests('people')),
  sendPersonLetter: by({ user: ['resend'] }, ofPerson({ letter: 'reset' })),
  endPersonSecondStep: by({ user: ['recover'] }, ofPerson(), inTests('people')),
  endPersonSession: by({ session: ['revoke'] }, (at) => ({
    id: at.owner,
    session: at.sessionId,
    reason,
  })),

  searchOrganizations: by({ organization: ['list'] }, () => ({})),
  getOrganization: by({ organization: ['list'] }, ofOrganization()),
  findOwners: by({ organization: ['transfer'] }, ofOrganization({ q: '' })),
  suspendOrganization: by(
    { organization: ['suspend'] },
    ofOrganization({ told: 'We wrote to you.', reason }),
  ),
  restoreOrganization: by(
    { organization: ['suspend'] },
    ofOrganization({ reason }),
    inTests('organizations-suspended'),
  ),
  assignOwner: by({ organization: ['transfer'] }, (at) => ({
    organizationId: at.organization,
    memberId: at.member,
    others: 'admins',
    reason,
  })),
  extendTrial: by(
    { organization: ['grant'] },
    ofOrganization({ until: soon, reason }),
    inTests('organizations-acts'),
  ),
  grantPlan: by(
    { organization: ['grant'] },
    ofOrganization({ plan: 'business', until: soon, reason, seen: null }),
    inTests('organizations-acts'),
  ),
  endGrant: by(
    { organization: ['grant'] },
    ofOrganization({ reason, seen: '2037-03-03T00:00:00.000Z' }),
    inTests('organizations-acts'),
  ),

  listEvents: by({ billing: ['read'] }, () => ({})),
  getEvent: by({ billing: ['read'] }, () => ({ eventId: 'evt_of_matrix' })),
  replayEvent: by({ billing: ['replay'] }, () => ({ eventId: 'evt_of_matrix', reason })),
  replayFailedEvents: by({ billing: ['replay'] }, () => ({ reason })),
  listDrift: by({ billing: ['read'] }, () => ({})),
  countSubscriptions: by({ billing: ['read'] }),
  explainPlan: by({ billing: ['read'] }, ofOrganization()),
  getPlanTimeline: by({ billing: ['read'] }, ofOrganization()),

  listQueues: by({ job: ['read'] }),
  listJobs: by({ job: ['read'] }, () => ({})),
  getJob: by({ job: ['read'] }, (at) => ({ id: at.project }), inTests('jobs')),
  retryJob: by({ job: ['retry'] }, aJob, inTests('jobs')),
  discardJob: by({ job: ['discard'] }, aJob, inTests('jobs')),
  listLetters: by({ letter: ['read'] }, () => ({})),
  getLetter: by({ letter: ['read'] }, (at) => ({ id: at.project }), inTests('letters')),
  resendLetter: by({ letter: ['resend'] }, aJob, inTests('letters')),

  listEveryAudit: by({ audit: ['read'] }, (at) => ({ organization: at.organization })),
  verifyAudit: by({ audit: ['read'] }, (at) => ({ organization: at.organization })),
}
