import { parseArgs } from 'node:util'
import { startStripe } from './start.ts'

/** Runs the stand-in by itself, until Ctrl-C: `node dev/stripe/alone.ts --port 4003 --deliver-to http://…`. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4003' },
    'deliver-to': { type: 'string' },
    'keep-in': { type: 'string' },
  },
})

const stripe = await startStripe({
  port: Number(values.port),
  deliverTo: values['deliver-to'],
  keepIn: values['keep-in'],
})

console.log(`Stripe, standing in: ${stripe.url}`)
for (const [name, value] of Object.entries(stripe.environment)) console.log(`  ${name}=${value}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stripe.stop().then(() => process.exit(0)))
}
