import { afterAll, vi } from 'vitest'
import { openProviders } from '../../dev/providers.ts'
import { others } from './others'

const parts: { stop: () => Promise<unknown> }[] = []

// Before any file of src/ is loaded: import this one first. What other test files of this process have loaded does not
// count.
vi.resetModules()
Object.assign(
  process.env,
  await openProviders(
    async (_name, start) => {
      const part = await start()
      parts.push(part)
      return part
    },
    { origin: 'http://localhost:3000', anyPort: true, also: Object.values(others) },
  ),
)

afterAll(() => Promise.all(parts.map((part) => part.stop())))
