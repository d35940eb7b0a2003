import { useState } from 'react'
import { Dialog } from '~/ui/dialog'
import { AuthenticatorSetup } from './authenticator-setup'
import { BackupCodes } from './backup-codes'
import { ProofForm } from './proof-form'
import { useSecondStepActs } from './second-step.queries'

export type SecondStepAct = 'set-up' | 'move' | 'letters' | 'renew' | 'off'

type Props = { act: SecondStepAct; close: () => void; say: (sentence: string) => void }

const titles = {
  'set-up': 'Set up an authenticator app',
  move: 'Move to another app',
  letters: 'Codes by letter',
  renew: 'New backup codes',
  off: 'Turn off two-step sign-in?',
}

/** One act on the second step, from its question to what came of it. */
export function SecondStepDialog({ act, close, say }: Props) {
  // Codes that are shown once stay until they are kept.
  const [isHeld, setIsHeld] = useState(false)
  const hold = () => setIsHeld(true)
  const done = (sentence: string) => {
    close()
    say(sentence)
  }
  return (
    <Dialog
      open
      stays={isHeld}
      onOpenChange={(open) => !open && close()}
      title={isHeld ? 'Keep your backup codes' : titles[act]}
    >
      {(act === 'set-up' || act === 'move') && (
        <AuthenticatorSetup
          isMove={act === 'move'}
          hold={hold}
          done={() => done('Two-step sign-in is on.')}
        />
      )}
      {act === 'renew' && <Renewal hold={hold} done={() => done('The old codes are void.')} />}
      {act === 'letters' && <Letters done={() => done('Two-step sign-in is on.')} />}
      {act === 'off' && <Off done={() => done('Two-step sign-in is off.')} />}
    </Dialog>
  )
}

function Renewal({ hold, done }: { hold: () => void; done: () => void }) {
  const acts = useSecondStepActs()
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes) return <BackupCodes codes={codes} kept={done} />
  const renew = async (password?: string) => {
    const made = await acts.renew(password)
    hold()
    setCodes(made)
  }
  return (
    <ProofForm act="Make new codes" onProof={renew}>
      <p className="text-quiet">The codes you have now stop working.</p>
    </ProofForm>
  )
}

function Letters({ done }: { done: () => void }) {
  const acts = useSecondStepActs()
  return (
    <ProofForm
      act="Turn on"
      onProof={async (password) => {
        await acts.letters(password)
        done()
      }}
    >
      <p className="text-quiet">
        At each sign-in we send a code to your address. It is on at once, and there are no backup
        codes: without your mail you do not get in. An authenticator app is safer and works without
        mail.
      </p>
    </ProofForm>
  )
}

function Off({ done }: { done: () => void }) {
  const acts = useSecondStepActs()
  return (
    <ProofForm
      act="Turn off"
      variant="danger"
      onProof={async (password) => {
        await acts.off(password)
        done()
      }}
    >
      <p className="text-quiet">
        From then on one step is enough. Backup codes end, and no device is trusted any more.
      </p>
    </ProofForm>
  )
}
