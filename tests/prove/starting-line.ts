import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * A line before the database that processes cross when as many have come as are awaited: they take seconds to start,
 * and would otherwise meet by luck only. Everybody is let in and held at their first question.
 * @param delay milliseconds that one of them is held back once the others may go
 * @returns the same address as `url`, through the line
 */
export async function startingLine(url: string, awaited: number, delay: () => number) {
  const { hostname, port } = new URL(url)
  const all = new Set<Socket>()
  const held: (() => void)[] = []
  let open = false

  const server = createServer((runner) => {
    const database = connect(Number(port), hostname)
    for (const socket of [runner, database]) all.add(socket.on('error', () => socket.destroy()))
    runner.on('close', () => database.destroy())
    database.pipe(runner)
    runner.on('data', function letIn(said) {
      if (open || !isQuestion(said)) return void database.write(said)
      runner.off('data', letIn).pause()
      held.push(() => {
        database.write(said)
        runner.pipe(database)
      })
      if (held.length === awaited) start()
    })
  }).listen(0, '127.0.0.1')

  function start() {
    open = true
    for (const go of held) void wait(delay()).then(go)
  }

  await once(server, 'listening')
  const address = server.address()
  const through = new URL(url)
  through.port = String(typeof address === 'object' && address ? address.port : '')
  return {
    url: through.href,
    close() {
      server.close()
      for (const socket of all) socket.destroy()
    },
  }
}

/** In PostgreSQL's protocol a simple question begins with Q, a prepared one with P; greetings do not. */
function isQuestion(said: Buffer): boolean {
  return said[0] === 'Q'.charCodeAt(0) || said[0] === 'P'.charCodeAt(0)
}
