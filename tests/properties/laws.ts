import app from 'app.config'
import { roles as builtIn } from '~/auth/permissions'
import { type Slug, type State, slugs } from './world'

const [{ limits }] = app.plans

/** What must hold of the tables whatever anybody did: complaints in words. */
export function brokenLaws(state: State, deleted: number): string[] {
  const halves = state.halved.map(({ name }) => `${name} has lost the account and is still here`)
  return [...halves, ...slugs.flatMap((org) => brokenIn(org, state, deleted))]
}

function brokenIn(org: Slug, state: State, deleted: number): string[] {
  const of = <Row extends { org: Slug }>(rows: Row[]) => rows.filter((row) => row.org === org)
  const [members, teams, roles] = [of(state.members), of(state.teams), of(state.roles)]
  const users = members.map(({ user }) => user)
  const known = [...Object.keys(builtIn), ...roles.map(({ role }) => role)]
  return [
    !members.some(({ role }) => held(role).includes('owner')) && 'has no owner',
    new Set(users).size < users.length && 'has somebody twice',
    members.length > Number(limits.members) && `has ${members.length} members`,
    teams.length > Number(limits.teams) && `has ${teams.length} teams`,
    members.some(({ role }) => held(role).length !== 1) && 'has a membership of two roles',
    ...members
      .flatMap(({ role }) => held(role))
      .filter((role) => !known.includes(role))
      .map((role) => `has somebody in the role ${role}, which does not exist`),
    ...of(state.teamMembers)
      .filter(({ user }) => !users.includes(user))
      .map(({ team }) => `has somebody in team ${team} who is no member`),
    ...teams
      .filter(({ id, count }) => {
        const people = state.teamMembers.filter(({ team }) => team === id).length
        return count !== people
      })
      .map(({ name, count }) => `counts ${count} people in the team ${name}`),
    ...of(state.unexplained)
      .filter(({ noun, change }) => !(deleted > 0 && isGone(noun, change)))
      .map(({ noun, change }) => `has a change without a line: ${noun} ${change}`),
  ]
    .filter((complaint) => typeof complaint === 'string')
    .map((complaint) => `${org} ${complaint}`)
}

/** With an account go its memberships, its places in teams and the invitations it sent; no line says so. */
const isGone = (noun: string, change: string) =>
  change === 'delete' || `${noun} ${change}` === 'team update'

/**
 * Follows the lines of the audit in their order, from the beginning to the end: nobody gave away more than they had
 * when they gave it, and the lines alone tell who holds which role.
 */
export function brokenTrail(before: State, after: State): string[] {
  return slugs.flatMap((org) => {
    const trail = new Trail(org, before)
    for (const line of after.lines.filter((line) => line.org === org)) trail.follow(line)
    return [...trail.complaints, ...trail.differs(after)].map((complaint) => `${org}: ${complaint}`)
  })
}

type Grant = Record<string, readonly string[]>

class Trail {
  readonly complaints: string[] = []
  private readonly members = new Map<string, { user: string; role: string }>()
  private readonly roles = new Map<string, Grant>()

  constructor(
    private readonly org: Slug,
    before: State,
  ) {
    for (const { org, id, user, role } of before.members)
      if (org === this.org) this.members.set(id, { user, role })
    for (const { org, role, permission } of before.roles)
      if (org === this.org) this.roles.set(role, JSON.parse(permission))
  }

  follow({ actor, action, details }: State['lines'][number]): void {
    const memberId = String(details.memberId)
    const role = String(details.role)
    switch (action) {
      case 'invitation.sent':
        this.mayGive(actor, action, this.grants(role))
        return
      case 'member.joined':
        this.members.set(memberId, { user: actor, role })
        return
      case 'member.role_changed': {
        const to = String(details.to)
        this.mayGive(actor, action, this.grants(to))
        const member = this.members.get(memberId)
        if (member?.role !== details.from) this.complaints.push(`a line says from ${details.from}`)
        if (member) member.role = to
        return
      }
      case 'ownership.transferred': {
        this.mayGive(actor, action, this.grants('owner'))
        const mine = [...this.members.values()].find(({ user }) => user === actor)
        const theirs = this.members.get(memberId)
        if (theirs) theirs.role = 'owner'
        if (mine) mine.role = 'admin'
        return
      }
      case 'member.left':
      case 'member.removed':
        this.members.delete(memberId)
        return
      case 'role.created':
      case 'role.updated': {
        const grant = isGrant(details.permission) ? details.permission : this.roles.get(role)
        this.mayGive(actor, action, [grant ?? {}])
        const name = String(details.renamed ?? role)
        this.roles.delete(role)
        this.roles.set(name, grant ?? {})
        for (const member of this.members.values()) if (member.role === role) member.role = name
        return
      }
      case 'role.removed':
        this.roles.delete(role)
    }
  }

  differs(after: State): string[] {
    const there = new Set(after.members.map(({ user }) => user))
    const told = [...this.members]
      .filter(([, { user }]) => there.has(user) || after.people.some(({ id }) => id === user))
      .map(([id, { role }]) => `${id} is ${role}`)
    const shown = after.members
      .filter(({ org }) => org === this.org)
      .map(({ id, role }) => `${id} is ${role}`)
    return told.sort().join() === shown.sort().join()
      ? []
      : [`the lines say ${told.join(', ')}; the table says ${shown.join(', ')}`]
  }

  private mayGive(actor: string, action: string, given: Grant[]): void {
    const me = [...this.members.values()].find(({ user }) => user === actor)
    const mine = acts(this.grants(me?.role ?? ''))
    const more = [...acts(given)].filter((act) => !mine.has(act))
    if (more.length > 0) {
      this.complaints.push(
        `${action} by somebody in the role ${me?.role} who had no ${more.join(', ')}`,
      )
    }
  }

  private grants(role: string): Grant[] {
    return held(role).map((name): Grant => {
      if (name === 'owner' || name === 'admin' || name === 'member') return builtIn[name].statements
      return this.roles.get(name) ?? {}
    })
  }
}

const acts = (grants: Grant[]) =>
  new Set(
    grants.flatMap((grant) =>
      Object.entries(grant).flatMap(([noun, what]) => what.map((act) => `${noun}:${act}`)),
    ),
  )

const held = (role: string) =>
  role
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)

function isGrant(value: unknown): value is Grant {
  return typeof value === 'object' && value !== null
}
