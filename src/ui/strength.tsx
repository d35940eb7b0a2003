import { useEffect, useState } from 'react'
import type { Strength } from './strength-of'

type Props = {
  /** What is typed so far. */
  password: string
  /** What anybody knows about the person: counted as weak. */
  words: string[]
  /** Shorter ones are not taken. */
  min: number
}

/**
 * How hard a password is to guess, as a bar and in words. Its place is kept from the beginning, so nothing jumps; the
 * dictionary is loaded when the first letter is typed. Spoken only after a pause.
 */
export function StrengthMeter({ password, words, min }: Props) {
  const [strength, setStrength] = useState<Strength | null>(null)
  const known = words.join('\n')
  useEffect(() => {
    if (!password) {
      setStrength(null)
      return
    }
    if (password.length < min) {
      setStrength({ level: 1, sentence: 'Too short yet.' })
      return
    }
    let stale = false
    const timer = setTimeout(async () => {
      const { strengthOf } = await import('./strength-of')
      if (!stale) setStrength(strengthOf(password, known.split('\n')))
    }, pause)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [password, known, min])
  const look = strength ? looks[strength.level] : undefined
  return (
    <div className="grid gap-1">
      <div className="grid grid-cols-4 gap-1" aria-hidden>
        {steps.map((step) => (
          <span
            key={step}
            className={`h-1 rounded-full ${strength && step <= strength.level ? look : 'bg-hairline'}`}
          />
        ))}
      </div>
      <p aria-live="polite" className="min-h-4 text-quiet text-small">
        {strength?.sentence}
      </p>
    </div>
  )
}

const pause = 300
const steps = [1, 2, 3, 4] as const
const looks = { 1: 'bg-bad', 2: 'bg-warn', 3: 'bg-accent', 4: 'bg-accent' }
