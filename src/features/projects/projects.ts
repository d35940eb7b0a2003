import { z } from 'zod/mini'
import { nameShape } from '~/auth/words'

export const projectName = z.object({ name: nameShape })

export const projectInput = z.object({ org: z.string(), name: nameShape })

export const projectRename = z.object({ org: z.string(), id: z.string(), name: nameShape })

export const projectRemoval = z.object({ org: z.string(), id: z.string() })
