import { expect } from 'vitest'
import { allowChanges } from '~/auth/impersonation/look.functions'
import { callAuth, knock } from './knock'
import { type Person, password } from './people'
import { withCookies } from './second-step'

export const reason = 'Cleo asked why the list is empty, ticket 12'

/** What an operator's browser has once it looks through somebody's eyes. */
export async function look(operator: Person, through: Person): Promise<Headers> {
  const { status, data, headers } = await callAuth('/admin/impersonate-user', {
    body: { userId: through.id, reason },
    headers: operator.headers,
  })
  expect({ status, data }).toMatchObject({ status: 200, data: { user: { id: through.id } } })
  return withCookies(operator.headers, headers)
}

/** Asks to change things through the eyes of whoever is looked through. */
export const stepUp = (headers: Headers, secret = password) =>
  knock(allowChanges, { reason, secret }, headers)
