import type { Line } from './lines.server'
import { actInWords, whoInWords } from './sentences'
import { labelOf, roleNames, valueInWords } from './words'

/** A line as a page shows it: its sentence, and everything it holds under names that people know. */
export type ShownLine = Pick<Line, 'id' | 'at' | 'organizationId'> & {
  /** The two halves of its sentence. */
  who: string
  act: string
  /** In which role; null for what nobody did. */
  role: string | null
  values: { label: string; value: string; mono?: true }[]
}

/** @param browserInWords what people call a browser that says this of itself */
export function shown(line: Line, browserInWords: (userAgent: string) => string): ShownLine {
  const { actorName, actorRole, impersonatorName, address, userAgent, sessionId, requestId } = line
  const person = actorName ?? 'Nobody: it happened by itself'
  const role = actorRole && roleNames(actorRole)
  const where = [userAgent && browserInWords(userAgent), address].filter(Boolean).join(', ')
  const values = [
    { label: 'Person', value: role ? `${person}, ${role}` : person },
    ...optional('Operator', impersonatorName && `${impersonatorName}, through ${person}’s eyes`),
    ...Object.entries(line.details).map(([key, value]) => ({
      label: labelOf(key),
      value: valueInWords(value),
    })),
    ...optional('From where', where),
    ...[...optional('Session', sessionId), ...optional('Request', requestId)].map((value) => ({
      ...value,
      mono: true as const,
    })),
  ]
  const { id, at, organizationId } = line
  return { id, at, organizationId, who: whoInWords(line), act: actInWords(line), role, values }
}

function optional(label: string, value: string | null) {
  return value ? [{ label, value }] : []
}
