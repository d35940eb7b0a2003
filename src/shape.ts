import type { z } from 'zod/mini'
import { Refusal } from './refusal'

/**
 * A door's shape: what the input must look like, spoken as a refusal where it does not. The first complaint is
 * the sentence, all of them are the fields. Refuses invalid.
 */
export const shape =
  <Schema extends z.ZodMiniType>(schema: Schema) =>
  (input: z.input<Schema>): z.output<Schema> => {
    const result = schema.safeParse(input)
    if (result.success) return result.data
    const { issues } = result.error
    const fields = Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]))
    throw new Refusal('invalid', issues[0]?.message ?? 'This was not understood.', fields)
  }
