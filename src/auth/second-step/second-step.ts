import { z } from 'zod/mini'

/** A code as it was meant, however it was pasted: in groups, with a line's end or invisible marks around it. */
export function codeIn(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Cf}-]/gu, '')
}

/** A code of six digits, from an app or a letter; `sentence` is what is said of anything else. */
export const sixDigits = (sentence: string) =>
  z.string().check(z.overwrite(codeIn), z.regex(/^\d{6}$/, sentence))

/** A backup code is written in two groups; people leave out what stands between. */
export function backupCodeIn(text: string): string {
  const code = codeIn(text)
  return code.length === 10 ? `${code.slice(0, 5)}-${code.slice(5)}` : code
}

/** What somebody can show at the second step, the best first. */
export type Step = 'authenticator' | 'letter' | 'backup'
