import { type ComponentProps, type ReactNode, useState } from 'react'
import type { z } from 'zod/mini'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import type { TextInput } from '~/ui/input'
import { SettingRow } from '~/ui/setting-row'

type Words = Record<string, string>

type Props = {
  title: string
  sentence: ReactNode
  /** The word's name, in the form and in what refuses it. */
  field: string
  value: string
  schema: z.ZodMiniType<Words, Words>
  save: (words: Words) => Promise<unknown>
} & Pick<
  ComponentProps<typeof TextInput>,
  'lead' | 'inputMode' | 'autoCapitalize' | 'autoComplete' | 'spellCheck' | 'placeholder'
>

/** One word about the organization, saved by itself. */
export function WordRow({ title, sentence, field, value, schema, save, ...input }: Props) {
  const [said, setSaid] = useState('')
  const form = useRefusableForm<Words>({
    defaultValues: { [field]: value },
    schema,
    submit: async (typed) => {
      setSaid('')
      const words = schema.parse(typed)
      await save(words)
      // As it was stored: without the spaces around it, in lower case.
      form.setFieldValue(field, words[field] ?? '', { dontRunListeners: true })
      setSaid('Saved.')
    },
  })
  return (
    <SettingRow title={title} sentence={sentence} wide>
      <Form form={form} className="grid w-full gap-3">
        <div className="flex items-start gap-2">
          <div className="min-w-0 flex-1">
            <form.AppField name={field} listeners={{ onChange: () => setSaid('') }}>
              {(word) => <word.Text label={title} bare help={said} {...input} />}
            </form.AppField>
          </div>
          <SubmitButton variant="secondary" className="" aria-label={`Save ${title.toLowerCase()}`}>
            Save
          </SubmitButton>
        </div>
        {!form.refused?.fields[field] && <FormError />}
      </Form>
    </SettingRow>
  )
}
