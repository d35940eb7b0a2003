import { createServerFn } from '@tanstack/react-start'
import { z } from 'zod/mini'
import { anyone } from '~/auth/gate'
import { reasonShape } from '~/auth/operator/reason'
import { shape } from '~/shape'
import * as allowing from './allow-changes.server'
import * as own from './own-again.server'

const allowShape = z.object({ reason: reasonShape, secret: z.string().check(z.maxLength(200)) })

/** Whether somebody looks through somebody's eyes from this browser. */
export const hasLooked = createServerFn({ method: 'GET' })
  .middleware([anyone('says of a browser what it knows itself')])
  .handler(() => own.hasLooked())

/** What an operator has to show before they may change anything. */
export const getProofAsked = createServerFn({ method: 'GET' })
  .middleware([anyone('answers only whoever looks through somebody’s eyes')])
  .handler(() => allowing.proofAsked())

export const allowChanges = createServerFn({ method: 'POST' })
  .middleware([anyone('asks for the password of the operator who looks')])
  .validator(shape(allowShape))
  .handler(({ data }) => allowing.allowChanges(data))

/** Back from a look that is over. */
export const comeBack = createServerFn({ method: 'POST' })
  .middleware([anyone('goes back to a session that this browser kept')])
  .handler(() => own.comeBack())
