import { parseArgs } from 'node:util'
import { appoint, dismiss, listAppointed } from '~/auth/operator/appointing.server'
import { Refusal } from '~/refusal'

/**
 * `npm run operator -- add EMAIL` makes somebody an operator who has an account and has confirmed the address;
 * `--support` gives the smaller role, `remove EMAIL` takes it away, `list` names them all.
 */
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { support: { type: 'boolean' } },
})

try {
  for (const line of await done(positionals)) console.log(line)
  process.exit(0)
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  console.error(error.sentence)
  process.exit(1)
}

async function done([act, email]: string[]): Promise<string[]> {
  if (act === 'list') {
    const all = await listAppointed()
    return all.length > 0 ? all : ['Nobody runs the product yet: npm run operator -- add EMAIL']
  }
  if (act === 'add' && email)
    return [await appoint(email, options.support ? 'support' : 'operator')]
  if (act === 'remove' && email) return [await dismiss(email)]
  throw new Refusal('invalid', 'Say "add EMAIL", "add EMAIL --support", "remove EMAIL" or "list".')
}
