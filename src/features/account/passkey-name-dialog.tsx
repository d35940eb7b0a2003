import { z } from 'zod/mini'
import { nameShape } from '~/auth/words'
import { Button } from '~/ui/button'
import { Dialog, DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'

const nameInput = z.object({ name: nameShape })

type Props = {
  name: string
  /** It was added just now, under a suggested name. */
  isNew?: boolean
  rename: (name: string) => Promise<unknown>
  close: () => void
}

/** What a passkey is called, so that one knows later which to remove. */
export function PasskeyNameDialog({ name, isNew, rename, close }: Props) {
  const form = useRefusableForm({
    defaultValues: { name },
    schema: nameInput,
    submit: async (value) => {
      const wanted = nameInput.parse(value).name
      if (wanted !== name) await rename(wanted)
      close()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={isNew ? 'Your passkey is ready' : 'Rename passkey'}
      sentence={
        isNew ? 'Give it a name by which you know the device or the app that keeps it.' : undefined
      }
    >
      <Form form={form} className="grid gap-4">
        <form.AppField name="name">
          {(field) => <field.Text label="Name" autoComplete="off" autoFocus />}
        </form.AppField>
        <FormError />
        <DialogFoot>
          <Button onClick={close}>{isNew ? 'Keep this name' : 'Cancel'}</Button>
          <SubmitButton>Save name</SubmitButton>
        </DialogFoot>
      </Form>
    </Dialog>
  )
}
