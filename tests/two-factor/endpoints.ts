import { readdirSync, readFileSync } from 'node:fs'

/** What better-auth answers, and whether a session can begin there. Every endpoint stands in one of these lists. */
export const kinds = {
  /** Signs somebody in: asks for the second step. */
  asks: `
    /callback/:id /email-otp/verify-email /magic-link/verify /passkey/verify-authentication /sign-in/email
    /sign-in/email-otp /sign-in/social /sign-in/username /sign-up/email /verify-email`,
  /** Is the second step. */
  step: `
    /two-factor/verify-backup-code /two-factor/verify-otp /two-factor/verify-totp`,
  /** Needs a session, and goes on with that one or with one that takes its place. */
  goesOn: `
    /change-email /change-password /email-otp/change-email /get-session /multi-session/revoke
    /multi-session/set-active /organization/accept-invitation /organization/set-active
    /organization/set-active-team /passkey/verify-registration /two-factor/disable /two-factor/enable
    /update-session /update-user`,
  /** For operators, who have passed their own second step. */
  operator: `
    /admin/impersonate-user /admin/stop-impersonating`,
  none: `
    /account-info /delete-user /delete-user/callback /error /forget-password/email-otp /get-access-token
    /is-username-available /link-social /list-accounts /list-sessions /ok /refresh-token
    /request-password-reset /reset-password /reset-password/:token /revoke-other-sessions /revoke-session
    /revoke-sessions /send-verification-email /sign-in/magic-link /sign-out /unlink-account /verify-password
    /admin/ban-user /admin/create-user /admin/get-user /admin/has-permission /admin/list-user-sessions
    /admin/list-users /admin/remove-user /admin/revoke-user-session /admin/revoke-user-sessions
    /admin/set-role /admin/set-user-password /admin/unban-user /admin/update-user
    /email-otp/check-verification-otp /email-otp/request-email-change /email-otp/request-password-reset
    /email-otp/reset-password /email-otp/send-verification-otp
    /multi-session/list-device-sessions
    /organization/add-team-member /organization/cancel-invitation /organization/check-slug
    /organization/create /organization/create-role /organization/create-team /organization/delete
    /organization/delete-role /organization/get-active-member /organization/get-active-member-role
    /organization/get-full-organization /organization/get-invitation /organization/get-organization
    /organization/get-role /organization/has-permission /organization/invite-member /organization/leave
    /organization/list /organization/list-invitations /organization/list-members /organization/list-roles
    /organization/list-team-members /organization/list-teams /organization/list-user-invitations
    /organization/list-user-teams /organization/reject-invitation /organization/remove-member
    /organization/remove-team /organization/remove-team-member /organization/update
    /organization/update-member-role /organization/update-role /organization/update-team
    /passkey/delete-passkey /passkey/generate-authenticate-options /passkey/generate-register-options
    /passkey/list-user-passkeys /passkey/update-passkey
    /step-up/code /step-up/passkey /step-up/send-code
    /stripe/webhook /subscription/billing-portal /subscription/cancel /subscription/list
    /subscription/restore /subscription/success /subscription/upgrade
    /two-factor/generate-backup-codes /two-factor/get-totp-uri /two-factor/send-otp
    /verify-email/claim`,
}

export type Kind = keyof typeof kinds

export const listed = (kind: Kind) => kinds[kind].trim().split(/\s+/)

/** The paths of everything that this instance answers, on the server only included where it has one. */
export function pathsOf(api: object): string[] {
  return Object.values(api).flatMap((endpoint) => {
    const { path } = Object(endpoint)
    return typeof path === 'string' ? [path] : []
  })
}

/** What stands in no list, and what is listed and not there. */
export function unclassified(paths: string[]): string[] {
  const known = [
    ...listed('asks'),
    ...listed('step'),
    ...listed('goesOn'),
    ...listed('operator'),
    ...listed('none'),
  ]
  return [
    ...paths.filter((path) => !known.includes(path)).map((path) => `${path} is new`),
    ...known.filter((path) => !paths.includes(path)).map((path) => `${path} is gone`),
  ]
}

const sources = ['node_modules/better-auth/dist', 'node_modules/@better-auth', 'src/auth']

/** The paths in whose source a session's cookie is set. */
export function settingCookies(): Set<string> {
  const found = new Set<string>()
  for (const folder of sources) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(mjs|ts)$/.test(file) || file.endsWith('.d.ts')) continue
      const [, ...endpoints] = readFileSync(`${folder}/${file}`, 'utf8').split(
        'createAuthEndpoint(',
      )
      for (const source of endpoints) {
        const path = /^\s*["']([^"']+)/.exec(source)?.[1]
        if (path && source.includes('setSessionCookie(')) found.add(path)
      }
    }
  }
  return found
}
