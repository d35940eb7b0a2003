import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './environment.ts'

export type PictureWorld = {
  /** Where the app answers. */
  url: string
  /** Where the letters are. */
  mail: string
  stop(): Promise<void>
}

/** A demo world of one's own, as `npm run dev` makes it, that is thrown away when it is stopped. */
export async function startWorld(): Promise<PictureWorld> {
  const data = mkdtempSync(join(tmpdir(), 'atrium-pictures-'))
  // The database's own user must be able to enter it.
  chmodSync(data, 0o755)
  const port = await freePort(3900)
  const child = spawn(process.execPath, ['dev/start.ts'], {
    env: { ...process.env, DATA_DIR: data, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  let said = ''
  const inbox = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk
      const mail = /Inbox\s+(\S+)\/inbox/.exec(said)?.[1]
      if (mail && said.includes('Stop with')) resolve(mail)
    })
  })
  const mail = await Promise.race([inbox, ended.then(() => undefined)])
  if (!mail) {
    await stop()
    throw new Error(`The demo world did not start:\n${said}`)
  }
  return { url: `http://localhost:${port}`, mail, stop }
}

/** The HTML of the letter to an address whose subject has these words; waits up to 20 seconds for it. */
export async function letterTo(mail: string, to: string, words: string): Promise<string> {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const answer = await fetch(`${mail}/emails`)
    const { data }: { data: { to: string[]; subject: string; html: string }[] } =
      await answer.json()
    const letter = data.find((each) => each.to.includes(to) && each.subject.includes(words))
    if (letter) return letter.html
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`No letter about ${words} came for ${to}.`)
}
