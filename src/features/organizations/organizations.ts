import { z } from 'zod/mini'
import { nameShape, slugShape } from '~/auth/words'

export const organizationInput = z.object({ name: nameShape, slug: slugShape })

export const formerAddress = z.object({ slug: z.string().check(z.maxLength(64)) })
