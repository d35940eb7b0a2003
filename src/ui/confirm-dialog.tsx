import { AlertDialog as BaseAlertDialog } from '@base-ui/react/alert-dialog'
import { type ReactElement, type ReactNode, useState } from 'react'
import { Button } from './button'
import { backdrop, DialogFoot, popup, useOpen, viewport } from './dialog'
import { type Fault, faultOf } from './fault'
import { Field } from './field'
import { TextInput } from './input'
import { Notice, RequestId } from './notice'

type ConfirmDialogProps = {
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** The question: "Delete Acme?" */
  title: ReactNode
  /** What it will mean, what is lost and what stays. */
  sentence: ReactNode
  /** The act in words: "Delete organization". */
  confirm: string
  cancel?: string
  /** Red. With `typed`, only once the word has been typed. */
  danger?: boolean
  /** What must be typed before the act is armed: usually the thing's name. */
  typed?: string
  /** May throw a `Refusal`, which is shown; otherwise the dialog closes when it is done. */
  onConfirm: () => unknown
  children?: ReactNode
}

/** Asks once more before something that cannot be undone. */
export function ConfirmDialog({ trigger, title, sentence, ...props }: ConfirmDialogProps) {
  const [open, setOpen] = useOpen(props)
  return (
    <BaseAlertDialog.Root open={open} onOpenChange={setOpen}>
      {trigger && <BaseAlertDialog.Trigger render={trigger} />}
      <BaseAlertDialog.Portal>
        <BaseAlertDialog.Backdrop className={backdrop} />
        <BaseAlertDialog.Viewport className={viewport}>
          <BaseAlertDialog.Popup className={popup}>
            <BaseAlertDialog.Title className="font-semibold text-heading">
              {title}
            </BaseAlertDialog.Title>
            <BaseAlertDialog.Description className="mt-1 text-quiet">
              {sentence}
            </BaseAlertDialog.Description>
            <Question {...props} close={() => setOpen(false)} />
          </BaseAlertDialog.Popup>
        </BaseAlertDialog.Viewport>
      </BaseAlertDialog.Portal>
    </BaseAlertDialog.Root>
  )
}

type QuestionProps = Omit<
  ConfirmDialogProps,
  'trigger' | 'title' | 'sentence' | 'open' | 'onOpenChange'
>

function Question({
  confirm,
  cancel = 'Cancel',
  danger,
  typed,
  onConfirm,
  children,
  close,
}: QuestionProps & { close: () => void }) {
  const [word, setWord] = useState('')
  const [pending, setPending] = useState(false)
  const [fault, setFault] = useState<Fault | null>(null)
  const armed = typed === undefined || word.trim() === typed

  async function act() {
    setPending(true)
    setFault(null)
    try {
      await onConfirm()
      close()
    } catch (error) {
      setFault(faultOf(error))
    } finally {
      setPending(false)
    }
  }

  return (
    <form
      className="mt-5 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation()
        if (armed && !pending) void act()
      }}
    >
      {children}
      {typed !== undefined && (
        <Field
          label={
            <>
              Type{' '}
              <span className="select-all rounded-[4px] bg-press px-1 font-mono font-normal text-dense">
                {typed}
              </span>{' '}
              to confirm
            </>
          }
        >
          <TextInput
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        </Field>
      )}
      {fault && (
        <Notice tone="bad" role="alert">
          {fault.sentence}
          {fault.requestId && <RequestId id={fault.requestId} />}
        </Notice>
      )}
      <DialogFoot>
        <BaseAlertDialog.Close render={<Button>{cancel}</Button>} />
        <Button
          type="submit"
          variant={danger ? 'danger' : 'primary'}
          disabled={!armed}
          pending={pending}
        >
          {confirm}
        </Button>
      </DialogFoot>
    </form>
  )
}
