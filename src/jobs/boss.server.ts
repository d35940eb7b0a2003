import { type ConstructorOptions, PgBoss, type QueueOptions } from 'pg-boss'
import { log } from '~/observe/log.server'

export const schema = 'jobs'

const day = 86_400

/**
 * Seconds. A worker says every five that it lives; ten after a killed process fell silent, its jobs are
 * tried again. Between tries: 1, 2, 4… up to ten minutes. A job that was done, failed or discarded is kept for a
 * week, so that whoever comes back after a weekend can see what became of it and try again. What opens something is
 * not in it any more by then (docs/decisions/020-letters-kept.md).
 */
export const patience = {
  heartbeatSeconds: 10,
  expireInSeconds: 300,
  retryLimit: 10,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 600,
  deleteAfterSeconds: 7 * day,
  retentionSeconds: 14 * day,
} satisfies QueueOptions

/** A pg-boss on our schema that tells the log what troubles it, in words without anybody's data. */
export function openBoss(options: ConstructorOptions): PgBoss {
  const boss = new PgBoss({ schema, schedule: false, ...options })
  boss.on('error', ({ message }) => log.error({ reason: message }, 'the job queue failed'))
  boss.on('warning', ({ message }) => log.warn({ reason: message }, 'the job queue warns'))
  return boss
}
