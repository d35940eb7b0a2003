import { createEmulator } from 'emulate'
import { vi } from 'vitest'

export type Letter = {
  subject: string
  text: string
  html: string
  /** The first address in the letter's text: where its button leads. */
  link: string
}

export type Mailbox = {
  /** For RESEND_BASE_URL. */
  url: string
  /**
   * The next letter to this address that was not read yet, as soon as it is there.
   * @throws after twenty seconds, naming what did arrive
   */
  letterTo(address: string, subject?: RegExp): Promise<Letter>
  /** How many letters have been sent, to everybody or to one address. */
  count(address?: string): Promise<number>
  /** Empties it. */
  empty(): void
  close(): Promise<void>
}

/** The mail service's stand-in, which keeps what it was asked to send. */
export async function startMailbox(): Promise<Mailbox> {
  const service = await createEmulator({ service: 'resend', port: 0 })
  const read = new Set<string>()
  const sent = async () => {
    const answer = await fetch(`${service.url}/emails`)
    const { data }: { data: Sent[] } = await answer.json()
    return data
  }
  return {
    url: service.url,
    letterTo: (address, subject = /./) =>
      vi.waitFor(
        async () => {
          const letters = await sent()
          const letter = letters.find(
            (letter) =>
              letter.to.includes(address) && subject.test(letter.subject) && !read.has(letter.id),
          )
          if (!letter) throw new Error(`No such letter to ${address}. ${listing(letters)}`)
          read.add(letter.id)
          const { text, html } = letter
          return { subject: letter.subject, text, html, link: text.match(/https?:\S+/)?.[0] ?? '' }
        },
        { timeout: 20_000, interval: 50 },
      ),
    async count(address) {
      const letters = await sent()
      return letters.filter(({ to }) => !address || to.includes(address)).length
    },
    empty() {
      service.reset()
      read.clear()
    },
    close: () => service.close(),
  }
}

type Sent = { id: string; to: string[]; subject: string; text: string; html: string }

function listing(letters: Sent[]): string {
  if (letters.length === 0) return 'Nothing was sent.'
  return `Sent: ${letters.map(({ to, subject }) => `“${subject}” to ${to.join(', ')}`).join('; ')}`
}
