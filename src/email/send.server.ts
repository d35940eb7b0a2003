import app from 'app.config'
import { type ErrorResponse, Resend } from 'resend'
import { env } from '~/env.server'
import { GiveUp, type Job } from '~/jobs/job.server'
import { type EnqueueOptions, enqueue } from '~/jobs/jobs.server'
import { rewriteJob } from '~/jobs/mending.server'
import { type KeptLetter, keptShape, sentLetter } from './kept-letter'
import { type Letter, renderLetter } from './letters'

/**
 * Sends a letter, soon: it is enqueued here and tried for hours if the mail service is down.
 * @param options.tx in it, the letter is sent if and only if the transaction commits
 * @param options.id a uuid; a second letter with the same one is not sent
 */
export async function send(letter: Letter, options?: EnqueueOptions): Promise<void> {
  await enqueue(mailJob, letter, options)
}

/**
 * For the list of jobs a server works. Thirty tries take about four hours; Resend remembers a job's id for a day.
 * What opens something is out of the database once the letter is sent: before the job counts as done, so that no
 * process that dies in between leaves it there.
 */
export const mailJob: Job<KeptLetter> = {
  name: 'mail',
  shape: keptShape,
  retryLimit: 30,
  async work({ sent, veiled, ...letter }, { id }) {
    if (sent) return
    if (veiled) throw new GiveUp('What this letter opens is no longer kept.')
    const { subject, html, text } = await renderLetter(letter)
    const { data, error } = await resend.emails.send(
      {
        from: env.EMAIL_FROM,
        to: letter.to,
        replyTo: app.company.supportEmail,
        subject,
        html,
        text,
      },
      { idempotencyKey: id, signal: AbortSignal.timeout(20_000) },
    )
    if (error) judge(error)
    await rewriteJob({ id, queue: mailJob.name }, sentLetter(letter, data?.id ?? null))
  },
}

const resend = new Resend(env.RESEND_API_KEY, { baseUrl: env.RESEND_BASE_URL })

/** Lets a job end, be tried again (throws) or fail for good (throws GiveUp), by what Resend answered. */
function judge({ name, statusCode, message = '' }: ErrorResponse): void {
  // Sent before, by an attempt that died before it could say so, in the words of an older template.
  if (name === 'invalid_idempotent_request') return
  const reason = `${statusCode ?? 'no answer'} ${name}: ${withoutSecrets(message)}`
  const letterIsAtFault = [400, 404, 405, 422].includes(statusCode ?? 0)
  throw letterIsAtFault ? new GiveUp(reason) : new Error(reason)
}

/** What the mail service says may quote the letter; the log and the operator must not read it. */
function withoutSecrets(message: string): string {
  return message.replace(/[^\s"'`(<]+@[^\s"'`)>]+/g, '[address]').replace(/https?:\S+/g, '[link]')
}
