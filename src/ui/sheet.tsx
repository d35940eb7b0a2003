import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { closer } from './closer'
import { backdrop, type DialogProps, useOpen } from './dialog'

/** A panel from the side, for longer work beside the page. Its URL opens it: `open` from the route. */
export function Sheet({
  trigger,
  title,
  sentence,
  children,
  side = 'right',
  ...state
}: DialogProps & { side?: 'left' | 'right' }) {
  const [open, setOpen] = useOpen(state)
  return (
    <BaseDialog.Root open={open} onOpenChange={setOpen}>
      {trigger && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Popup className={`${panel} ${sides[side]}`}>
          <div className="flex items-start gap-4 border-b px-6 py-4 max-sm:px-4">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="font-semibold text-heading">{title}</BaseDialog.Title>
              {sentence && (
                <BaseDialog.Description className="mt-0.5 text-quiet">
                  {sentence}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close className={closer} aria-label="Close">
              <X className="size-4" strokeWidth={1.75} />
            </BaseDialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5 max-sm:px-4">
            {typeof children === 'function' ? children(() => setOpen(false)) : children}
          </div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}

const panel =
  'fixed top-(--over) bottom-0 z-50 flex flex-col bg-overlay shadow-float outline-none transition-[transform,opacity] duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0 data-ending-style:duration-120'

const sides = {
  right:
    'right-0 w-full max-w-dialog sm:border-l data-ending-style:translate-x-6 data-starting-style:translate-x-6',
  left: 'left-0 w-[85vw] max-w-menu border-r data-ending-style:-translate-x-6 data-starting-style:-translate-x-6',
}
