import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactElement, type ReactNode, useState } from 'react'
import { closer } from './closer'

export type DialogProps = {
  /** The element that opens it; without one, `open` decides. */
  trigger?: ReactElement
  open?: boolean
  onOpenChange?: (open: boolean) => void
  title: ReactNode
  sentence?: ReactNode
  /** Only what is inside closes it: what it shows is not shown again. */
  stays?: boolean
  /** The short form or the decision. A function is given `close`. */
  children: ReactNode | ((close: () => void) => ReactNode)
}

/** For a decision or a short form; longer work has a page or a sheet. */
export function Dialog({ trigger, title, sentence, stays, children, ...state }: DialogProps) {
  const [open, setOpen] = useOpen(state)
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => (next || !stays) && setOpen(next)}>
      {trigger && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Viewport className={viewport}>
          <BaseDialog.Popup className={popup}>
            <div className="flex items-start gap-4">
              <div className="min-w-0 flex-1">
                <BaseDialog.Title className="font-semibold text-heading">{title}</BaseDialog.Title>
                {sentence && (
                  <BaseDialog.Description className="mt-1 text-quiet">
                    {sentence}
                  </BaseDialog.Description>
                )}
              </div>
              {!stays && (
                <BaseDialog.Close className={closer} aria-label="Close">
                  <X className="size-4" strokeWidth={1.75} />
                </BaseDialog.Close>
              )}
            </div>
            <div className="mt-5">
              {typeof children === 'function' ? children(() => setOpen(false)) : children}
            </div>
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

/** The foot of a dialog: the act last, at the right. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return <div className="mt-6 flex flex-wrap justify-end gap-2 max-sm:[&>*]:flex-1">{children}</div>
}

/** Open or not: decided by the caller when `open` is given, here otherwise. */
export function useOpen(state: { open?: boolean; onOpenChange?: (open: boolean) => void }) {
  const [own, setOwn] = useState(false)
  const setOpen = (open: boolean) => {
    setOwn(open)
    state.onOpenChange?.(open)
  }
  return [state.open ?? own, setOpen] as const
}

export const backdrop =
  'fixed inset-0 z-40 bg-shade transition-opacity duration-200 data-ending-style:opacity-0 data-ending-style:duration-120 data-starting-style:opacity-0'

export const viewport =
  'fixed inset-x-0 top-(--over) bottom-0 z-50 grid justify-items-center overflow-y-auto sm:px-4 sm:pt-[14vh] sm:pb-8 max-sm:items-end'

export const popup =
  'floating arriving w-full max-w-dialog p-6 outline-none sm:h-fit max-sm:max-w-none max-sm:rounded-b-none max-sm:border-x-0 max-sm:border-b-0 max-sm:p-4 max-sm:pb-6'
