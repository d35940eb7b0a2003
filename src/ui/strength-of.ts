import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'

export type Strength = { level: 1 | 2 | 3 | 4; sentence: string }

const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })

const sentences = {
  1: 'Very easy to guess.',
  2: 'Easy to guess. One more word helps.',
  3: 'Good.',
  4: 'Very good.',
}

/**
 * How hard a password is to guess. Half a megabyte of passwords that people choose comes with this file: import it
 * when it is needed.
 * @param words what anybody knows about the person, names and addresses
 */
export function strengthOf(password: string, words: string[]): Strength {
  const parts = words.flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}]+/u)])
  // What is long and repeats itself takes seconds, and the fortieth letter changes nothing any more.
  const { score } = guesser.check(
    password.slice(0, 40),
    parts.filter(({ length }) => length > 2 && length < 100),
  )
  const level = levels[score]
  return { level, sentence: sentences[level] }
}

const levels = [1, 1, 2, 3, 4] as const
