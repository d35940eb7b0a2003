import { z } from 'zod/mini'
import { lenient } from '~/search'

/** A day in UTC, as a date field writes it: "2026-11-21". */
const day = z.iso.date()

/** In place of a person's id: what the application did by itself. */
export const byItself = 'itself'

/** What is asked of an organization's log; without anything, all of it, the newest first. */
export const auditSearch = z.object({
  /** The id of who acted, also through somebody's eyes. */
  person: lenient(z.string().check(z.regex(/^[\w-]{1,64}$/))),
  /** What stands before the dot of an action; it means all that have the same name to people. */
  noun: lenient(z.string().check(z.regex(/^[a-z_]{1,40}$/))),
  action: lenient(z.string().check(z.regex(/^[a-z_.]{1,80}$/))),
  /** The first day and the last. */
  from: lenient(day),
  to: lenient(day),
  /** A place in the log, as an earlier answer named it. */
  page: lenient(z.string().check(z.maxLength(40))),
})
export type AuditSearch = z.output<typeof auditSearch>

export const auditInput = z.extend(auditSearch, { org: z.string() })

/** What narrows a log, whosesoever it is. */
export type Narrowed = {
  person?: string
  organization?: string
  noun?: string
  action?: string
  from?: string
  to?: string
}

/** Asks for other lines and keeps the rest of what is asked; the list begins at its newest again. */
export type Narrow<Search> = (next: Partial<Search>) => void

export const unfiltered = {
  person: undefined,
  organization: undefined,
  noun: undefined,
  action: undefined,
  from: undefined,
  to: undefined,
} as const

export function isNarrowed({ person, organization, noun, action, from, to }: Narrowed): boolean {
  return Boolean(person || organization || noun || action || from || to)
}

/** Whether no day lies between them: the first is after the last. */
export function isBackwards({ from, to }: Narrowed): boolean {
  return Boolean(from && to && from > to)
}
