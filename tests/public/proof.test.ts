import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { excerpt } from '~/features/public/excerpt'
import proof from '~/features/public/proof.json'
import { ask } from '../db/catalog'
import { doorsIn } from '../matrix/doors'
import { sizes } from '../prove/sizes'
import { fetchPage } from './page'

test('the landing page claims as many guarded tables as the database has', async () => {
  const rows = await ask<{ count: number }>(
    `select count(*)::int as count from pg_class
     where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity`,
  )
  expect(rows).toEqual([{ count: proof.tables.forced }])
})

test('the landing page claims as many functions of the server as are attacked', () => {
  const modules = import.meta.glob<Record<string, unknown>>('../../src/**/*.functions.ts', {
    eager: true,
  })
  expect(doorsIn(modules)).toHaveLength(proof.matrix.doors)
})

test('the proofs behind the other figures are as long as the landing page says', () => {
  expect(proof.letters.killed).toBe(sizes.mailKills)
  expect(proof.bills).toMatchObject({
    histories: sizes.histories,
    steps: sizes.historySteps,
    killed: (sizes.histories / sizes.historiesAtOnce) * sizes.killsAtOnce,
  })
  expect(proof.migrations).toMatchObject({
    processes: sizes.migrators,
    rounds: sizes.migrateRounds,
  })
})

test('the landing page shows the figures with what they mean', async () => {
  const { text } = await fetchPage('/')
  const { bills, guards, letters, matrix, migrations, tables } = proof
  expect(text).toContain(`ways in, of ${matrix.cells.toLocaleString('en-GB')} that were tried`)
  expect(text).toContain(`${guards.killed}`)
  expect(text).toContain(`and ${guards.survived} that nobody missed`)
  expect(text).toContain(`${letters.lost} letters lost, and ${letters.doubled} sent twice`)
  expect(text).toContain(
    `${bills.unpaid} plans granted unpaid, in ${bills.histories.toLocaleString('en-GB')} histories`,
  )
  expect(text).toContain(`${migrations.processes} processes at one empty database`)
  expect(text).toContain(`${tables.forced} tables that keep organizations apart`)
})

test('the landing page shows app.config.ts letter by letter', async () => {
  const file = readFileSync('app.config.ts', 'utf8').split('\n')
  const lines = [...excerpt.product, ...excerpt.plan]
  expect(lines.length).toBeGreaterThan(10)
  const { text } = await fetchPage('/')
  let from = 0
  for (const { number, text: line } of lines) {
    expect(file[number - 1]).toBe(line)
    const found = text.replaceAll(' ', '').indexOf(line.replaceAll(' ', ''), from)
    expect([line, found >= from]).toEqual([line, true])
    from = found
  }
})
