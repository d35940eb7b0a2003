import { inArray, sql } from 'drizzle-orm'
import type { Read } from '~/audit/export.server'
import type { Verification } from '~/audit/findings'
import { type Filter, type Line, pageOf, pageQuery, placeOf, readLines } from '~/audit/lines.server'
import { actionsOf } from '~/audit/sentences'
import { shown } from '~/audit/shown'
import { verify } from '~/audit/verify.server'
import { choicesOf } from '~/audit/words'
import { browserInWords } from '~/auth/account/browser-words'
import {
  inOperation,
  type OperatorScope,
  requireOperator,
} from '~/auth/operator/operator-scope.server'
import type { Transaction } from '~/db/client'
import { organization } from '~/db/schema'
import { asAuditor } from '~/db/tenant'
import { type EveryAuditSearch, everyAuditSearch, ofNone } from './audit'

const pageSize = 50

/** People or organizations that fit the same words, at most. */
const alike = 50

export type EveryAuditPage = Awaited<ReturnType<typeof list>>

/**
 * A page of what was done in every organization and outside of them, as the auditor reads it, with the names of the
 * organizations. A place that was forged or has become empty is the first page.
 */
export async function list(scope: OperatorScope, asked: EveryAuditSearch) {
  const { tx } = scope
  const place = placeOf(asked.page)
  const query = pageQuery(await filterOf(tx, asked), place, pageSize)
  const { rows } = await asAuditor(tx, (reading) => reading.execute<Line>(query))
  if (rows.length === 0 && place) return list(scope, { ...asked, page: undefined })
  const { lines, newer, older } = pageOf(
    rows.map((row) => ({ ...row, id: Number(row.id) })),
    place,
    pageSize,
  )
  const ids = [...new Set(lines.flatMap(({ organizationId }) => organizationId ?? []))]
  const organizations = await tx
    .select({ id: organization.id, name: organization.name })
    .from(organization)
    .where(inArray(organization.id, ids))
  return {
    lines: lines.map((line) => shown(line, browserInWords)),
    newer,
    older,
    organizations,
    choices: choicesOf(actionsOf()),
  }
}

/**
 * The same lines as an export reads them, each piece in a transaction of its own.
 * @throws Refusal as the door of the page does
 */
export async function exportOf(
  asked: Record<string, string>,
): Promise<{ name: string; read: Read }> {
  const operator = await requireOperator({ audit: ['read'] })
  const inside = <Result>(work: (scope: OperatorScope) => Promise<Result>) =>
    inOperation(operator, 'GET', work)
  const filter = await inside(({ tx }) => filterOf(tx, everyAuditSearch.parse(asked)))
  return {
    name: 'every',
    read: (from) =>
      inside(({ tx }) => asAuditor(tx, (reading) => readLines(reading, filter, from))),
  }
}

/** Follows the chain of the one organization that is meant, or every chain there is. */
export async function verifyLogs(
  { tx }: OperatorScope,
  words: string | undefined,
): Promise<Verification> {
  const { organizations } = await filterOf(tx, { organization: words })
  if (organizations === null) return verify(tx, { organizationId: null })
  const [only, ...others] = organizations ?? []
  return verify(tx, only && others.length === 0 ? { organizationId: only } : {})
}

type Meant = { people: string[]; organizations: string[] }

/** What was asked for in words, as the log knows it: whose id it is, or what begins so. One statement. */
async function filterOf(
  tx: Transaction,
  { person, organization: where, page: _, ...rest }: EveryAuditSearch,
): Promise<Filter> {
  const { rows } = await tx.execute<Meant>(sql`select
    array(select id from "user" where ${person ?? null}::text is not null
      and (id = ${person ?? ''} or lower(email) like ${beginning(person)} or lower(name) like ${beginning(person)})
      limit ${alike}) as people,
    array(select id from organization where ${where ?? null}::text is not null
      and (id = ${where ?? ''} or slug = ${where ?? ''} or lower(name) like ${beginning(where)})
      limit ${alike}) as organizations`)
  const [meant] = rows
  return {
    ...rest,
    // Whoever is gone is known by their id only.
    concerning: person ? [person, ...(meant?.people ?? [])] : undefined,
    organizations: where === ofNone ? null : where ? meant?.organizations : undefined,
  }
}

function beginning(words = ''): string {
  return `${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}
