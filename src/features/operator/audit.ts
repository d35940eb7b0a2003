import { z } from 'zod/mini'
import { lenient, words } from '~/search'

/** In place of an organization: the lines that belong to none. */
export const ofNone = 'none'

/** What is asked of all logs together. People and organizations by id, or by what their names begin with. */
export const everyAuditSearch = z.object({
  person: words,
  organization: words,
  noun: lenient(z.string().check(z.regex(/^[a-z_]{1,40}$/))),
  action: lenient(z.string().check(z.regex(/^[a-z_.]{1,80}$/))),
  /** Days in UTC: the first and the last. */
  from: lenient(z.iso.date()),
  to: lenient(z.iso.date()),
  /** A place in the log, as an earlier answer named it. */
  page: lenient(z.string().check(z.maxLength(40))),
})
export type EveryAuditSearch = z.output<typeof everyAuditSearch>

/** Whose chain is followed; without words, everybody's. */
export const verifyInput = z.object({ organization: words })
