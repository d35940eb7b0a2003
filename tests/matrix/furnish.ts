import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as changes from '~/auth/account/email-change-token.server'
import * as claims from '~/auth/account/not-me-token.server'
import { auth } from '~/auth/auth.server'
import { env } from '~/env.server'
import { type Person, well } from './actors'
import type { Ids } from './ids'
import type { Ground } from './rows'

/** In every letter to the keeper of a domain. */
export const code = '402917'

/** What stands in an organization's picture. */
export const contents = (slug: string) => `canary file of ${slug}`

export async function keepFile({ organization, slug, file }: Ids): Promise<void> {
  const folder = join(env.FILES_DIR, organization)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, `${file}.png`), contents(slug))
}

/** An organization with one of everything. */
export async function furnish(
  ground: Ground,
  slug: string,
  owner: Person,
  member: Person,
  invited: string,
): Promise<Ids> {
  const { id: organizationId } = await auth.api.createOrganization({
    body: {
      name: `${slug} and its people`,
      slug: `${slug}-before`,
      userId: owner.id,
      website: `https://${slug}.test`,
    },
  })
  const call = (path: string, body: object) =>
    well(`/organization/${path}`, owner, { organizationId, ...body })
  await call('update', { data: { slug } })
  const role = await call('create-role', {
    role: `keeper-${slug}`,
    permission: { project: ['read'] },
  })
  const team = await call('create-team', { name: `Design of ${slug}` })
  const joined = await auth.api.addMember({
    body: { organizationId, userId: member.id, role: 'member', teamId: String(team.id) },
  })
  const invitation = await call('invite-member', {
    email: invited,
    role: 'member',
    teamId: team.id,
  })

  const id = () => randomUUID()
  const insert = async (table: string, row: Record<string, unknown>) => {
    const names = Object.keys(row)
    const places = names.map((_, at) => `$${at + 1}`)
    await ground.ask(
      `insert into "${table}" (${names.join(', ')}) values (${places.join(', ')})`,
      Object.values(row),
    )
  }
  const ids = {
    project: id(),
    archived: id(),
    joinLink: id(),
    file: id(),
    joinToken: createHash('sha256').update(`link of ${slug}`).digest('base64url'),
    domainId: id(),
    domain: `${slug}-mail.test`,
  }
  const organization = { organization_id: organizationId }
  await insert('project', {
    id: ids.project,
    ...organization,
    team_id: team.id,
    name: `${slug} first`,
    created_by: owner.id,
  })
  await insert('project', {
    id: ids.archived,
    ...organization,
    name: `${slug} second`,
    archived_at: new Date(),
  })
  const soon = new Date(Date.now() + 3_600_000)
  await insert('join_link', {
    id: ids.joinLink,
    ...organization,
    token_hash: hash(ids.joinToken),
    role: 'member',
    team_id: team.id,
    max_uses: 5,
    expires_at: soon,
    created_by: owner.id,
  })
  await insert('email_domain', {
    id: ids.domainId,
    ...organization,
    domain: ids.domain,
    code_hash: hash(`${ids.domainId}:${code}`),
    code_expires_at: soon,
  })
  const [first] = await ground.ask('select id from team where organization_id = $1 and id <> $2', [
    organizationId,
    team.id,
  ])
  const [own] = await ground.ask(
    `select s.token, s.id as session, a.id from session s join account a on a.user_id = s.user_id where s.user_id = $1`,
    [owner.id],
  )
  const to = `moved@${slug}.test`
  const trusted = id()
  await insert('device', {
    id: trusted,
    user_id: owner.id,
    token_hash: hash(trusted),
    trusted_until: soon,
  })
  const passkey = id()
  await insert('passkey', {
    id: passkey,
    name: `key of ${slug}`,
    public_key: `public half of ${slug}`,
    user_id: owner.id,
    credential_id: `credential of ${slug}`,
    counter: 0,
    device_type: 'multiDevice',
    backed_up: true,
  })
  // It ended, so that the limits are those of everybody.
  const subscription_id = `sub_of_${slug}`
  await insert('subscription', {
    id: id(),
    plan: 'team',
    reference_id: organizationId,
    stripe_subscription_id: subscription_id,
    status: 'canceled',
  })
  // The audit log is of this plan.
  await insert('billing_account', {
    ...organization,
    granted_plan: 'business',
    granted_until: new Date(Date.now() + 86_400_000),
  })
  await insert('trial', { subscription_id, ...organization, started_at: new Date() })
  await insert('billing_drift', { subscription_id, ...organization, found: {} })
  await insert('billing_letter', { ...organization, about: `receipt of ${slug}` })
  return {
    ...ids,
    trusted,
    passkey,
    addressToken: await changes.keep({ userId: owner.id, to, step: 'old' }),
    emptyTeam: String(first?.id),
    owner: owner.id,
    slug,
    formerSlug: `${slug}-before`,
    organization: organizationId,
    team: String(team.id),
    member: joined.id,
    user: member.id,
    email: member.email,
    invitation: String(invitation.id),
    role: String(Object(role.roleData).id),
    roleName: `keeper-${slug}`,
    session: String(own?.token),
    sessionId: String(own?.session),
    claim: await claims.rememberClaim({ userId: owner.id, email: owner.email }),
    account: String(own?.id),
  }
}

/** Gives an organization's own role exactly these permissions. */
export async function giveRole(
  ground: Ground,
  organization: string,
  role: string,
  permission: object,
): Promise<void> {
  const given = [organization, role, JSON.stringify(permission)]
  await ground.ask(
    'delete from organization_role where organization_id = $1 and role = $2',
    given.slice(0, 2),
  )
  await ground.ask(
    `insert into organization_role (id, organization_id, role, permission) values ($1 || $2, $1, $2, $3)`,
    given,
  )
}

const hash = (secret: string) => createHash('sha256').update(secret).digest('hex')
