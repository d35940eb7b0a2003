import app from 'app.config'
import { sql } from 'drizzle-orm'
import { append } from '~/audit/append.server'
import { isBanned } from '~/auth/banned.server'
import { type Act, type Done, fields } from '~/auth/operator/admin-act.server'
import { operatorRoleOf } from '~/auth/operator/operator-role'
import { unitDatabase } from '~/auth/unit.server'
import { whoIn } from '~/auth/who.server'
import { impersonation } from '~/db/schema'
import { Refusal } from '~/refusal'

/** Looking through somebody's eyes begins: never those of whoever runs the product, nor of whoever is shut out. */
export const beginLook: Act = {
  needs: { user: ['impersonate'] },
  changes: true,
  before: ({ person }) => {
    if (person && operatorRoleOf(person)) {
      throw new Refusal('forbidden', 'Nobody looks through the eyes of those who run the product.')
    }
    if (person && isBanned(person)) {
      throw new Refusal('conflict', `${person.name} is banned and sees nothing.`)
    }
    return undefined
  },
  after: remember,
}

/** In the same transaction: whose session this is, until when by the database's clock, and the line. */
async function remember({ person, reason, returned, context }: Done): Promise<void> {
  const who = await whoIn(context)
  if (!person || !who.user) throw new Error('Somebody looks through the eyes of somebody.')
  const minutes = app.operating.impersonationMinutes
  const [look] = await unitDatabase
    .insert(impersonation)
    .values({
      sessionId: String(fields(returned.session).id),
      operatorId: who.user.id,
      operatorName: who.user.name,
      userId: person.id,
      userName: person.name,
      reason,
      endsAt: sql`now() + make_interval(mins => ${minutes})`,
    })
    .returning()
  const until = look?.endsAt.toISOString() ?? ''
  const details = { userId: person.id, name: person.name, reason, until }
  await append({ ...who, organization: null, tx: unitDatabase }, 'impersonation.started', details)
}
