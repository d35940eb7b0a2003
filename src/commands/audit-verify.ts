import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { bearWitness, compare, type Witness, witnessShape } from '~/audit/heads.server'
import { verify } from '~/audit/verify.server'
import { db } from '~/db/client'
import { disconnect } from '~/db/connection'

/**
 * `npm run audit:verify` follows the chain under every audit log and says what does not hold; it ends with 1 where
 * anything was found. `--heads FILE` writes today's heads, to be kept away from the database; `--against FILE` checks
 * that the logs still contain those.
 */
const { values: options } = parseArgs({
  options: { heads: { type: 'string' }, against: { type: 'string' } },
})

const kept = options.against ? await readWitness(options.against) : null
if (options.against && !kept) {
  console.error(`${options.against} holds no heads that --heads has written.`)
  process.exitCode = 1
} else {
  process.exitCode = await look(kept)
}
await disconnect()

async function look(witness: Witness | null): Promise<number> {
  // One moment: what is written meanwhile is left for the next time.
  const { chains, lines, findings, heads } = await db.transaction(
    async (tx) => {
      const verified = await verify(tx)
      const differing = witness ? await compare(tx, witness) : []
      const findings = [...verified.findings, ...differing]
      return { ...verified, findings, heads: await bearWitness(tx) }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
  for (const { sentence } of findings) console.error(sentence)
  if (findings.length > 0) return 1
  if (options.heads) await writeFile(options.heads, `${JSON.stringify(heads, null, 2)}\n`)
  const since = witness ? `, and contain the heads of ${witness.at}` : ''
  const counted = (count: number, noun: string) =>
    `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
  console.log(`${counted(lines, 'line')} in ${counted(chains, 'log')} hold together${since}.`)
  return 0
}

async function readWitness(path: string): Promise<Witness | null> {
  try {
    return witnessShape.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return null
  }
}
