import { asc, eq, inArray, sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { isBanned } from '~/auth/banned.server'
import { asUnit, unitDatabase } from '~/auth/unit.server'
import { user } from '~/db/schema'
import { Refusal } from '~/refusal'
import { keepLastOperator, takeOperators } from './last-operator.server'
import { type OperatorRole, operatorRoleOf } from './operator-role'

const reason = 'By the command npm run operator'

/**
 * Gives somebody the role in which they run the product, from the server's own command line: the first operator has
 * nobody to ask. Leaves a line by nobody.
 * @returns what was done, in a sentence
 * @throws Refusal not_found, conflict
 */
export function appoint(email: string, role: OperatorRole): Promise<string> {
  return asUnit(async () => {
    const person = await take(email)
    if (operatorRoleOf(person) === role)
      return `${person.name} (${person.email}) is ${named[role]} already.`
    if (!person.emailVerified) {
      throw new Refusal(
        'conflict',
        `${person.email} is not confirmed yet. Open the link from the letter first.`,
      )
    }
    if (isBanned(person)) throw new Refusal('conflict', `${person.email} is banned.`)
    if (role !== 'operator') await keepLastOperator(person)
    await give(person, role)
    return `${person.name} (${person.email}) is ${named[role]} now.`
  })
}

/**
 * Takes the role away again.
 * @throws Refusal not_found, conflict for the last operator
 */
export function dismiss(email: string): Promise<string> {
  return asUnit(async () => {
    const person = await take(email)
    if (!operatorRoleOf(person)) return `${person.name} (${person.email}) does not run the product.`
    await keepLastOperator(person)
    await give(person, 'user')
    return `${person.name} (${person.email}) does not run the product any more.`
  })
}

/** Who runs the product, a line each. */
export async function listAppointed(): Promise<string[]> {
  const found = await unitDatabase
    .select()
    .from(user)
    .where(inArray(user.role, ['operator', 'support']))
    .orderBy(asc(user.email))
  return found.map(
    (person) =>
      `${person.email}  ${person.role}${isBanned(person) ? ', banned' : ''}  ${person.name}`,
  )
}

const named: Record<OperatorRole, string> = { operator: 'an operator', support: 'in support' }

type Person = typeof user.$inferSelect

async function take(email: string): Promise<Person> {
  await takeOperators()
  const [found] = await unitDatabase
    .select()
    .from(user)
    .where(eq(sql`lower(${user.email})`, email.trim().toLowerCase()))
    .for('no key update')
  if (!found) {
    throw new Refusal(
      'not_found',
      `Nobody has an account with the address ${email}. Sign up first.`,
    )
  }
  return found
}

async function give({ id, name, role }: Person, to: OperatorRole | 'user'): Promise<void> {
  await unitDatabase.update(user).set({ role: to }).where(eq(user.id, id))
  const details = { userId: id, name, reason, from: role ?? 'user', to }
  await append({ user: null, organization: null, tx: unitDatabase }, 'user.role_set', details)
}
