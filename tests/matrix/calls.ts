import type { Permission } from '~/auth/permissions'
import { pictureForm } from '~/features/account/picture'
import { logoForm } from '~/features/settings/settings'
import type { Call } from './call'
import { operatorCalls } from './calls-operator'
import { code } from './furnish'
import type { Ids } from './ids'

/** Members with this permission, about the organization they name. */
const within = (
  needs: Permission,
  input: (at: Ids) => object = () => ({}),
  more: Omit<Call, 'needs' | 'input'> = {},
): Call => ({ needs, input: (at) => ({ org: at.slug, ...input(at) }), ...more })

/** Whoever knocks, about themselves. */
const mine = (input?: (at: Ids) => unknown, more: Omit<Call, 'needs' | 'input'> = {}): Call => ({
  ...(input ? { input } : {}),
  ...more,
})

const keepsDomains: Permission = { invitation: ['create'], organization: ['update'] }

/** One pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const picture = new File([Buffer.from(pixel, 'base64')], 'logo.png', { type: 'image/png' })

/** A place in a list, as the list itself writes it. */
export const edge = (...parts: (string | number)[]) =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

/** The permission stands here a second time on purpose: a gate that asks for less is found out. */
export const calls: Record<string, Call> = {
  ...operatorCalls,
  getSession: mine(),
  getWaysBack: mine(),
  listProviders: mine(),
  listLinked: mine(),
  switchAccount: mine((at) => ({ userId: at.owner })),
  signOutAccount: mine((at) => ({ userId: at.user })),
  lookAtLink: mine(() => ({ token: 'half of one' })),

  setPicture: mine(() => pictureForm(picture)),
  removePicture: mine(),
  getEmail: mine(),
  requestEmailChange: mine(() => ({ email: 'another@matrix.test' })),
  cancelEmailChange: mine(),
  lookAtEmailChange: mine(() => ({ token: 'half of one' })),
  confirmEmailChange: mine(() => ({ token: 'half of one' }), {
    opens: (at) => ({ token: at.addressToken }),
  }),
  stopEmailChange: mine(() => ({ token: 'half of one' }), {
    opens: (at) => ({ token: at.addressToken }),
  }),
  hasPassword: mine(),
  listWaysToConfirm: mine(),
  listMyPasskeys: mine(),
  findWhatKeeps: mine(),
  exportMyData: mine(),
  listMySessions: mine(),
  endSession: mine((at) => ({ id: at.sessionId })),
  getChallenge: mine(),
  getSecondStep: mine(),
  distrustDevice: mine((at) => ({ id: at.trusted })),
  disownAct: mine(() => ({ token: 'half of one' }), { opens: (at) => ({ token: at.claim }) }),
  hasLooked: mine(),
  getProofAsked: mine(undefined, { by: 'looking' }),
  allowChanges: mine(() => ({ reason: 'she asked for it', secret: 'a wrong password' }), {
    by: 'looking',
    unopened: 'it wants the cookie of the operator: tests/impersonation',
  }),
  comeBack: mine(undefined, {
    unopened: 'it wants a cookie that this browser kept: tests/impersonation',
  }),
  findDemand: mine((at) => ({ slug: at.slug })),
  countSecondSteps: within({ organization: ['secure'] }),
  demandSecondStep: within({ organization: ['secure'] }, () => ({ days: null })),
  // Twice it would be another answer: the first one stays.
  setFirstPassword: mine(() => ({ password: 'too short' }), {
    opens: () => ({ password: 'words for a first time' }),
    by: 'invited',
  }),

  listOrganizations: mine(),
  listMyInvitations: mine(undefined, { by: 'invited' }),
  getMembership: within({}),
  findNewAddress: mine((at) => ({ slug: at.formerSlug })),

  getOverview: within({}),
  getFirstSteps: within({
    team: ['create', 'update'],
    invitation: ['create'],
    project: ['create'],
  }),

  listMembers: within({ member: ['read'] }, (at) => ({
    team: at.team,
    role: at.roleName,
    page: edge('after', 'joined', '0', at.member),
  })),
  setTitle: within({}, () => ({ title: 'Another' })),
  listWaysIn: within({ invitation: ['read'] }),
  previewSeat: within({ invitation: ['create'], billing: ['read'] }),
  clearExpiredInvitations: within({ invitation: ['cancel'] }),
  getInvitation: mine((at) => ({ id: at.invitation }), {
    exempt: 'the id stands in the letter only: whoever holds it may read the invitation',
  }),
  createJoinLink: within({ invitation: ['create'] }, (at) => ({
    role: 'member',
    teamId: at.team,
    uses: 2,
    days: 2,
  })),
  removeJoinLink: within({ invitation: ['cancel'] }, (at) => ({ id: at.joinLink })),
  getJoinLink: mine((at) => ({ token: at.joinLink }), { opens: (at) => ({ token: at.joinToken }) }),
  joinByLink: mine((at) => ({ token: at.joinLink }), {
    opens: (at) => ({ token: at.joinToken }),
    by: 'stranger',
  }),
  addDomain: within(keepsDomains, () => ({ domain: 'another.test', mailbox: 'admin' })),
  verifyDomain: within(keepsDomains, (at) => ({ id: at.domainId, code })),
  removeDomain: within(keepsDomains, (at) => ({ id: at.domainId })),
  listDomainOffers: mine(undefined, { by: 'invited' }),
  joinByDomain: mine((at) => ({ organizationId: at.organization }), { by: 'invited' }),

  getBilling: within({ billing: ['read'] }),
  // Acme is no customer at Stripe: an invoice named here is never asked for.
  getMoney: within({ billing: ['read'] }, () => ({ after: 'in_1' })),

  listAudit: within({ audit: ['read'] }),

  getSettings: within({}),
  setLogo: { needs: { organization: ['update'] }, input: (at) => logoForm(at.slug, picture) },
  removeLogo: within({ organization: ['update'] }),
  searchHeirs: within({ organization: ['delete'], member: ['read'] }, () => ({ q: 'a' })),
  transferOwnership: within({ organization: ['delete'] }, (at) => ({ member: at.member })),

  listTeams: within({ team: ['read'] }, (at) => ({ after: at.team })),
  getTeam: within({ team: ['read'] }, (at) => ({ team: at.team, after: at.user })),
  listCandidates: within({ team: ['update'] }, (at) => ({ team: at.team })),

  listRoles: within({ ac: ['read'] }),
  explainPerson: within({ member: ['read', 'update'] }, (at) => ({ member: at.member })),
  searchPeople: within({ member: ['read', 'update'] }, () => ({ q: 'a' })),

  listProjects: within({ project: ['read'] }, (at) => ({
    team: at.team,
    page: edge('after', 'newest', Date.UTC(2100), at.project),
  })),
  listProjectTeams: within({ project: ['read'] }),
  getProject: within({ project: ['read'] }, (at) => ({ id: at.project })),
  createProject: within({ project: ['create'] }, (at) => ({ name: 'Another', teamId: at.team })),
  updateProject: within({ project: ['update'] }, (at) => ({
    id: at.project,
    name: 'Renamed',
    teamId: at.team,
  })),
  archiveProject: within({ project: ['update'] }, (at) => ({ id: at.project })),
  restoreProject: within({ project: ['update'] }, (at) => ({ id: at.archived })),
  removeProject: within({ project: ['delete'] }, (at) => ({ id: at.project })),
}
