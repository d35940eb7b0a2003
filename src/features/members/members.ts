import { z } from 'zod/mini'
import { roleNames } from '~/auth/permissions'

export const emailShape = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.minLength(1, 'Write an e-mail address.'),
    z.maxLength(254, 'Use at most 254 characters.'),
    z.email('This does not look like an e-mail address.'),
  )

export const inviteInput = z.object({ email: emailShape, role: z.enum([...roleNames]) })

export const noSuchInvitation = 'There is no such invitation. Check that the whole link was copied.'

export const invitationInput = z.object({
  id: z.string().check(z.maxLength(64, noSuchInvitation)),
})
