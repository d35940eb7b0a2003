import { addressIn } from '~/auth/words'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { type ByLetter, sendLetter } from './letters'
import { addressAutoComplete, addressInput } from './sign-in'

type Props = { by: ByLetter; email: string; redirect?: string; sent: (email: string) => void }

/** Only the address: where no password is offered, or none that can be used was typed. */
export function AddressForm({ by, email, redirect, sent }: Props) {
  const form = useRefusableForm({
    defaultValues: { email },
    schema: addressInput,
    submit: async (value) => {
      const to = addressIn(value.email)
      await sendLetter(by, to, { redirect })
      sent(to)
    },
  })
  return (
    <Form form={form}>
      <form.AppField name="email">
        {(field) => <field.Email label="E-mail" autoComplete={addressAutoComplete} autoFocus />}
      </form.AppField>
      <FormError />
      <SubmitButton>{by === 'link' ? 'Send me a link' : 'Send me a code'}</SubmitButton>
    </Form>
  )
}
