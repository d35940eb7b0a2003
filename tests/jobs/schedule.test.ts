import { afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { db } from '~/db/client'
import { env } from '~/env.server'
import type { Job } from '~/jobs/job.server'
import { installQueues } from '~/jobs/jobs.server'
import { every, slotId, startSchedule, stopSchedule } from '~/jobs/schedule.server'

const round: Job<{ of: string }> = {
  name: 'round',
  shape: z.object({ of: z.string() }),
  work: async () => {},
}

beforeAll(() => installQueues(env.DATABASE_OWNER_URL ?? env.DATABASE_URL, [round]))
afterEach(stopSchedule)

const ordered = async () => {
  const { rows } = await db.$client.query<{ of: string }>(
    `select data ->> 'of' as of from jobs.job where name = 'round' order by of`,
  )
  return rows.map(({ of }) => of)
}

test('what is done on a schedule is ordered at the start, and once in a slot whoever starts', async () => {
  // A slot of twenty days does not end while this runs.
  const minutes = 28_800
  startSchedule([every(minutes, round, { of: 'the first' })])
  await expect.poll(ordered).toEqual(['the first'])
  startSchedule([
    every(minutes, round, { of: 'another process' }),
    { minutes, order: async () => void seen.push('asked too') },
  ])
  await expect.poll(() => seen).toEqual(['asked too'])
  await every(minutes, round, { of: 'yet another' }).order('another slot')
  expect(await ordered()).toEqual(['the first', 'yet another'])
})

const seen: string[] = []

test('the next slot is ordered in its turn, until the schedule is stopped', async () => {
  const slots: string[] = []
  const order = async (slot: string) => void slots.push(slot)
  startSchedule([{ minutes: 1 / 1_200, order }])
  await expect.poll(() => slots.length).toBeGreaterThan(2)
  stopSchedule()
  const { length } = slots
  expect(new Set(slots).size).toBe(length)
  expect(Number(slots.at(-1)) - Number(slots[0])).toBeGreaterThanOrEqual(length - 1)
})

test('the same words make the same id, a uuid, and other words another', () => {
  expect(slotId('reconcile 7')).toBe(slotId('reconcile 7'))
  expect(slotId('reconcile 8')).not.toBe(slotId('reconcile 7'))
  expect(z.uuid().safeParse(slotId('reconcile 7')).success).toBe(true)
})
