import { createHash } from 'node:crypto'

/** Everything of an organization that a call can name. A new noun adds its id here and its row in furnish.ts. */
export type Ids = {
  slug: string
  formerSlug: string
  organization: string
  /** An open project of the team, and an archived one of the whole organization. */
  project: string
  archived: string
  team: string
  /** Another team, with nothing in it. */
  emptyTeam: string
  /** A plain member of that team: their membership, their account, their address. */
  member: string
  user: string
  email: string
  /** An open invitation. */
  invitation: string
  /** One of the organization's own roles, which nobody holds. */
  role: string
  roleName: string
  joinLink: string
  joinToken: string
  /** The name of a picture that the organization keeps. */
  file: string
  domain: string
  domainId: string
  /** The owner's own. */
  owner: string
  session: string
  passkey: string
  sessionId: string
  /** A device of theirs that is spared the second step. */
  trusted: string
  /** Of the letter that asks the owner whether it was them. */
  claim: string
  account: string
  /** Of the letter that asks the owner whether their address is to change. */
  addressToken: string
}

export type Slot = keyof Ids

/** The same kinds of ids, of the same lengths and alphabets, that nobody has. */
export function missing(ids: Ids, seed: number): Ids {
  const other = { ...ids }
  for (const slot of slotsOf(ids)) other[slot] = another(ids[slot], `${seed} ${slot}`)
  return other
}

export function slotsOf(ids: Ids): Slot[] {
  const slots: Slot[] = []
  for (const slot in ids) if (isSlot(slot, ids)) slots.push(slot)
  return slots
}

/** Which ids a call names: the answer to what it reads. */
export function slotsReadBy(ids: Ids, read: (ids: Ids) => unknown): Slot[] {
  const seen = new Set<Slot>()
  const watched = new Proxy(ids, {
    get(target, key) {
      if (typeof key !== 'string' || !isSlot(key, target)) return undefined
      seen.add(key)
      return target[key]
    },
  })
  read(watched)
  return [...seen]
}

function isSlot(key: string, ids: Ids): key is Slot {
  return Object.hasOwn(ids, key)
}

const alphabets = ['abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ', '0123456789']

function another(word: string, salt: string): string {
  const bytes = createHash('sha512').update(`${salt} ${word}`).digest()
  return [...word]
    .map((letter, at) => {
      const alphabet = alphabets.find((each) => each.includes(letter))
      if (!alphabet) return letter
      const step = 1 + ((bytes[at % bytes.length] ?? 0) % (alphabet.length - 1))
      return alphabet[(alphabet.indexOf(letter) + step) % alphabet.length]
    })
    .join('')
}
