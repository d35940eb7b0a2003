import type { getSession } from '~/auth/session.functions'

type Session = NonNullable<Awaited<ReturnType<typeof getSession>>>

/** Who looks until when, and whether they may change anything. */
export type Look = NonNullable<Session['look']>

/** A look, and whose eyes they are. */
export type Seen = { person: { id: string; name: string }; look: Look }
