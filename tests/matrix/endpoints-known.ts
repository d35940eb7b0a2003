import type { OperatorPermission } from '~/auth/operator/operator-permissions'
import type { Permission } from '~/auth/permissions'
import type { Actor } from './actors'
import type { Ids, Slot } from './ids'

/** What an endpoint's schema does not say. */
export type Special = {
  /** What it asks of a member; a second time on purpose. */
  needs?: Permission
  /** What it asks of whoever runs the product; also a second time. */
  operates?: OperatorPermission
  /** What its ids mean where the field's name is not enough. */
  ids?: Record<string, Slot>
  /** What it needs besides. */
  more?: Record<string, unknown>
  /** Its own words for required fields that name nothing. */
  words?: Record<string, unknown>
  /** What the parameter in its path means. */
  param?: keyof Ids
  /** Every member may, about themselves. */
  everyMember?: true
  /** It takes what does not exist yet. */
  wantsNew?: true
  /** Who may, with Acme's ids: the owner unless told, and the operator for what is an operator's. */
  by?: Actor
}

const managesBilling = { needs: { billing: ['manage'] } } satisfies Special
const ofOrganization = { customerType: 'organization' }

/** Why an operator does it. */
const reason = 'somebody asked for it'

export const special: Record<string, Special> = {
  '/organization/create': { wantsNew: true },
  '/organization/check-slug': { wantsNew: true },
  '/organization/update': {
    needs: { organization: ['update'] },
    more: { data: { name: 'Renamed', slug: 'renamed' } },
  },
  '/organization/delete': { needs: { organization: ['delete'] } },
  '/organization/leave': { by: 'member', everyMember: true },
  '/organization/list-members': { needs: { member: ['read'] } },
  '/organization/remove-member': { needs: { member: ['delete'] } },
  '/organization/update-member-role': { needs: { member: ['update'] } },
  '/organization/list-invitations': { needs: { invitation: ['read'] } },
  '/organization/invite-member': { needs: { invitation: ['create'] } },
  '/organization/cancel-invitation': { needs: { invitation: ['cancel'] } },
  '/organization/get-invitation': { ids: { id: 'invitation' }, by: 'invited' },
  '/organization/accept-invitation': { by: 'invited' },
  '/organization/reject-invitation': { by: 'invited' },
  '/organization/get-full-organization': {
    needs: { member: ['read'], invitation: ['read'], team: ['read'] },
  },
  '/organization/list-teams': { needs: { team: ['read'] } },
  '/organization/create-team': { needs: { team: ['create'] } },
  '/organization/update-team': {
    needs: { team: ['update'] },
    more: { data: { name: 'Renamed' } },
  },
  '/organization/remove-team': { needs: { team: ['delete'] }, ids: { teamId: 'emptyTeam' } },
  '/organization/set-active-team': { by: 'member' },
  '/organization/list-team-members': { needs: { team: ['read'] }, by: 'member' },
  '/organization/add-team-member': {
    needs: { team: ['update'], member: ['update'] },
    ids: { userId: 'owner' },
  },
  '/organization/remove-team-member': { needs: { team: ['update'], member: ['delete'] } },
  '/organization/list-roles': { needs: { ac: ['read'] } },
  '/organization/get-role': { needs: { ac: ['read'] } },
  '/organization/create-role': { needs: { ac: ['create'] }, more: { role: 'reader' } },
  '/organization/update-role': {
    needs: { ac: ['update'] },
    more: { data: { roleName: 'renamed' } },
  },
  '/organization/delete-role': { needs: { ac: ['delete'] } },
  '/passkey/delete-passkey': { ids: { id: 'passkey' } },
  '/passkey/update-passkey': { ids: { id: 'passkey' } },
  // What a device shows names nothing of ours.
  '/step-up/passkey': { more: { response: { id: 'none', rawId: 'none' } } },
  '/subscription/upgrade': { ...managesBilling, more: { ...ofOrganization, plan: 'team' } },
  '/subscription/cancel': { ...managesBilling, more: { ...ofOrganization, returnUrl: '/app' } },
  '/subscription/restore': { ...managesBilling, more: ofOrganization },
  '/subscription/billing-portal': { ...managesBilling, more: ofOrganization },
  '/subscription/list': { needs: { billing: ['read'] }, more: ofOrganization },
  '/admin/get-user': { operates: { user: ['get'] }, ids: { id: 'user' } },
  '/admin/list-users': { operates: { user: ['list'] }, by: 'operator' },
  '/admin/create-user': { operates: { user: ['create'] }, more: { reason, role: 'user' } },
  '/admin/set-role': { operates: { user: ['set-role'] }, more: { reason, role: 'support' } },
  '/admin/ban-user': { operates: { user: ['ban'] }, more: { reason } },
  '/admin/unban-user': { operates: { user: ['ban'] }, more: { reason } },
  '/admin/impersonate-user': { operates: { user: ['impersonate'] }, more: { reason } },
  '/admin/remove-user': { operates: { user: ['delete'] }, more: { reason } },
  '/admin/set-user-password': { operates: { user: ['set-password'] }, more: { reason } },
  '/admin/revoke-user-sessions': { operates: { session: ['revoke'] }, more: { reason } },
  '/admin/has-permission': {
    words: { permission: { user: ['list'] }, permissions: { user: ['list'] } },
  },
  '/admin/update-user': {
    operates: { user: ['update'] },
    more: { reason, data: { name: 'Renamed' } },
  },
}

/** Endpoints whose success needs what a test cannot have, and why. */
export const unproven: Record<string, string> = {
  '/sign-in/social': 'no provider is configured',
  '/admin/list-user-sessions': 'closed: a door of ours lists them without their tokens',
  '/admin/revoke-user-session': 'closed: a door of ours ends one by its id',
  '/admin/unban-user': 'nobody is banned who could be: tests/operator/people-deeds.test.ts',
  '/link-social': 'no provider is configured',
  '/callback/:id': 'no provider is configured',
  '/admin/has-permission (1)': 'an old word for the same, which is not heard any more',
  '/account-info': 'no provider is configured',
  '/get-access-token': 'no provider is configured',
  '/refresh-token': 'no provider is configured',
  '/unlink-account': 'the owner has one way to sign in, which stays',
  '/reset-password': 'the token is in the letter',
  '/reset-password/:token': 'the token is in the letter',
  '/verify-email': 'the token is in the letter',
  '/verify-email/claim': 'the token is in the letter',
  '/magic-link/verify': 'the token is in the letter',
  '/delete-user': 'with a token it is closed: accounts are not deleted by letter',
  '/delete-user/callback': 'closed: accounts are not deleted by letter',
  '/revoke-session': 'closed: it speaks of raw tokens, which no page holds',
  '/multi-session/revoke': 'closed: it speaks of raw tokens, which no page holds',
  '/multi-session/set-active': 'closed: it speaks of raw tokens, which no page holds',
  '/subscription/upgrade': 'Stripe is not there: tests/billing/guards.test.ts',
  '/subscription/cancel': 'Stripe is not there: tests/billing/guards-truth.test.ts',
  '/subscription/restore': 'Stripe is not there: tests/billing/guards-truth.test.ts',
  '/subscription/billing-portal': 'Stripe is not there: tests/billing/guards-truth.test.ts',
}

/** Two answers that are not the same: the first with ids that exist, the second with ids that nobody has. */
export type Difference = { path: string; actor: Actor; way: string; answers: string }

/**
 * Where better-auth answers one thing about what exists and another about what does not, and why that may be. A pair
 * that is not here, and one that is here and does not come, is a failure.
 */
export const differences: { path: string; answers: string; asked: string[]; why: string }[] = [
  {
    path: '/organization/accept-invitation',
    answers: '403 YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION / 400 INVITATION_NOT_FOUND',
    asked: [
      'bare at home',
      'member at home',
      'neighbour from home with its invitation',
      'neighbour with its ids',
      'operator with its ids',
      'removed with its ids',
      'stranger with its ids',
    ],
    why: 'whoever has the letter must learn that they are signed in with another address',
  },
  {
    path: '/organization/add-team-member',
    answers: '403 YOU_ARE_NOT_ALLOWED_TO_CREATE_A_NEW_TEAM_MEMBER / 404 REFUSED',
    asked: ['almost at home without member:update'],
    why: 'better-auth looks for the row before it asks who may; of their own organization only',
  },
  {
    path: '/organization/cancel-invitation',
    answers: '403 YOU_ARE_NOT_ALLOWED_TO_CANCEL_THIS_INVITATION / 404 ORGANIZATION_NOT_FOUND',
    asked: ['almost at home without invitation:cancel', 'bare at home', 'member at home'],
    why: 'the invitation says which organization is asked about, and this is their own',
  },
  {
    path: '/organization/check-slug',
    answers: '400 ORGANIZATION_SLUG_ALREADY_TAKEN / 200',
    asked: [
      'invited with its ids',
      'neighbour with its ids',
      'operator with its ids',
      'removed with its ids',
      'stranger with its ids',
    ],
    why: 'it exists to say which addresses are taken, as every sign-up does',
  },
  {
    path: '/organization/create',
    answers: '400 ORGANIZATION_ALREADY_EXISTS / 200',
    asked: [
      'invited with its ids',
      'neighbour with its ids',
      'operator with its ids',
      'removed with its ids',
      'stranger with its ids',
    ],
    why: 'two organizations cannot have one address',
  },
  {
    path: '/organization/get-active-member-role',
    answers: '200 / 403 YOU_ARE_NOT_A_MEMBER_OF_THIS_ORGANIZATION',
    asked: ['bare at home', 'member at home'],
    why: "better-auth tells every member what a colleague's role is",
  },
  {
    path: '/organization/get-invitation',
    answers: '403 YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION / 400 Invitation not found!',
    asked: [
      'bare at home',
      'member at home',
      'neighbour from home with its invitation',
      'neighbour with its ids',
      'operator with its ids',
      'removed with its ids',
      'stranger with its ids',
    ],
    why: 'whoever has the letter must learn that they are signed in with another address',
  },
  {
    path: '/organization/get-role (1)',
    answers: '200 / 400 ROLE_NOT_FOUND',
    asked: ['member at home'],
    why: 'every member may read the roles of their own organization',
  },
  {
    path: '/organization/get-role (2)',
    answers: '200 / 400 ROLE_NOT_FOUND',
    asked: ['member at home'],
    why: 'every member may read the roles of their own organization',
  },
  {
    path: '/organization/list-team-members',
    answers: '403 NOT_ALLOWED / 404 ORGANIZATION_NOT_FOUND',
    asked: ['almost at home without team:read', 'bare at home'],
    why: 'the team says which organization is asked about, and this is their own',
  },
  {
    path: '/organization/list-user-teams',
    answers: '200 / 403 YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER',
    asked: ['member at home'],
    why: 'the existing id is their own',
  },
  {
    path: '/organization/reject-invitation',
    answers: '403 YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION / 400 INVITATION_NOT_FOUND',
    asked: [
      'bare at home',
      'member at home',
      'neighbour from home with its invitation',
      'neighbour with its ids',
      'operator with its ids',
      'removed with its ids',
      'stranger with its ids',
    ],
    why: 'whoever has the letter must learn that they are signed in with another address',
  },
  {
    path: '/organization/remove-member',
    answers: '401 YOU_ARE_NOT_ALLOWED_TO_DELETE_THIS_MEMBER / 404 REFUSED',
    asked: ['almost at home without member:delete', 'member at home'],
    why: 'better-auth looks for the row before it asks who may; of their own organization only',
  },
  {
    path: '/organization/remove-member',
    answers: '403 REFUSED / 404 REFUSED',
    asked: ['bare at home'],
    why: 'better-auth looks for the row before it asks who may; of their own organization only',
  },
  {
    path: '/organization/remove-team-member',
    answers: '403 YOU_ARE_NOT_ALLOWED_TO_REMOVE_A_TEAM_MEMBER / 404 REFUSED',
    asked: ['almost at home without member:delete'],
    why: 'better-auth looks for the row before it asks who may; of their own organization only',
  },
  {
    path: '/organization/set-active-team',
    answers: '403 USER_IS_NOT_A_MEMBER_OF_THE_TEAM / 400 TEAM_NOT_FOUND',
    asked: ['removed with its ids'],
    why: "a removed member's session still names the organization, and that it has a team is all it tells",
  },
  {
    path: '/organization/update-member-role',
    answers: '403 REFUSED / 404 REFUSED',
    asked: ['bare at home'],
    why: 'better-auth looks for the row before it asks who may; of their own organization only',
  },
  {
    path: '/organization/update-member-role',
    answers: '403 YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER / 404 REFUSED',
    asked: ['almost at home without member:update', 'member at home'],
    why: 'better-auth looks for the row before it asks who may; of their own organization only',
  },
]
