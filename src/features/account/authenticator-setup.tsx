import { useState } from 'react'
import { z } from 'zod/mini'
import { sixDigits } from '~/auth/second-step/second-step'
import { Copy } from '~/ui/copy'
import { DialogFoot } from '~/ui/dialog'
import { Form, FormError, SubmitButton, useRefusableForm } from '~/ui/form'
import { QrCode } from '~/ui/qr-code'
import { BackupCodes } from './backup-codes'
import { ProofForm } from './proof-form'
import { type SetUp, useSecondStepActs } from './second-step.queries'

type Props = {
  /** In the place of the authenticator there is. */
  isMove: boolean
  /** From here on the codes are shown, and leaving loses them. */
  hold: () => void
  done: () => void
}

/** Proof, the app, its first code, the backup codes: in this order, and nothing counts before the code. */
export function AuthenticatorSetup({ isMove, hold, done }: Props) {
  const acts = useSecondStepActs()
  const [setUp, setSetUp] = useState<SetUp | null>(null)
  const [isOn, setIsOn] = useState(false)
  if (!setUp) {
    return (
      <ProofForm
        act="Go on"
        onProof={async (password) => setSetUp(await acts.begin(password, isMove))}
      >
        <p className="text-quiet">
          {isMove
            ? 'The app you use now stops working here at once, and its backup codes with it. Two-step sign-in is off until the new app has shown its first code.'
            : 'You need an app that makes codes, on your phone or in your password manager.'}
        </p>
      </ProofForm>
    )
  }
  if (isOn) {
    return (
      <BackupCodes
        codes={setUp.backupCodes}
        kept={async () => {
          done()
          await acts.refresh()
        }}
      />
    )
  }
  return (
    <FirstCode
      uri={setUp.uri}
      confirm={async (code) => {
        await acts.confirm(code)
        hold()
        setIsOn(true)
      }}
    />
  )
}

const codeInput = z.object({ code: sixDigits('Write the six digits that your app shows.') })

function FirstCode({ uri, confirm }: { uri: string; confirm: (code: string) => Promise<void> }) {
  const form = useRefusableForm({
    defaultValues: { code: '' },
    schema: codeInput,
    submit: ({ code }) => confirm(code),
  })
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  return (
    <Form form={form} className="grid gap-4">
      <p className="text-quiet">Scan this with the app, or write the key into it.</p>
      <div className="justify-self-center">
        <QrCode value={uri} label="QR code for your authenticator app" />
      </div>
      <div className="grid gap-2">
        <p className="font-mono text-dense [word-spacing:0.2em]">
          {secret.match(/.{1,4}/g)?.join(' ')}
        </p>
        <Copy value={secret} shown="Key" label="key" />
      </div>
      <form.AppField name="code">
        {(field) => (
          <field.Text
            label="The code it shows now"
            mono
            autoComplete="one-time-code"
            inputMode="numeric"
          />
        )}
      </form.AppField>
      <FormError />
      <DialogFoot>
        <SubmitButton>Turn on</SubmitButton>
      </DialogFoot>
    </Form>
  )
}
