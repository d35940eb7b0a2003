import { db } from '~/db/client'
import { mailJob, send } from '~/email/send.server'
import { startWorkers } from '~/jobs/jobs.server'

/**
 * A process to be killed. `write <id>` sends one letter for good and leaves another in a transaction that never
 * ends; `work` sends whatever is waiting. It says when it is there, and never leaves by itself.
 */
const [role, id] = process.argv.slice(2)

if (role === 'work') await startWorkers([mailJob])
if (role === 'write') {
  await send(letter('kept@atrium.test'), { id })
  await new Promise<void>((begun) => {
    db.transaction(async (tx) => {
      await send(letter('lost@atrium.test'), { tx })
      begun()
      await new Promise(() => {})
    })
  })
}
process.send?.('ready')
setInterval(() => {}, 60_000)

function letter(to: string) {
  const url = 'https://atrium.test/verify-email?token=abc'
  return { letter: 'verify' as const, to, props: { name: 'Ada', url } }
}
