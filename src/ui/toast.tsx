import { Toast as BaseToast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'

import { closer } from './closer'

type Told = {
  title: ReactNode
  description?: ReactNode
  /** One act, usually the way back: "Undo". */
  action?: { label: string; onClick: () => void }
  /** In milliseconds; 0 keeps it until it is closed. */
  timeout?: number
}

const manager = BaseToast.createToastManager()

/**
 * Says something the page itself cannot show: an act done elsewhere, a way to undo. The function
 * takes a sentence or more than that, and returns how to take it away again.
 */
export function useToast(): (told: string | Told) => () => void {
  return show
}

/** Where toasts appear. Stands once, around or beside the pages. */
export function ToastRegion({ children }: { children?: ReactNode }) {
  return (
    <BaseToast.Provider toastManager={manager} limit={3} timeout={6000}>
      {children}
      <BaseToast.Portal>
        <BaseToast.Viewport className="fixed right-4 bottom-4 z-60 flex w-90 max-w-[calc(100vw-2rem)] flex-col-reverse gap-2">
          <Toasts />
        </BaseToast.Viewport>
      </BaseToast.Portal>
    </BaseToast.Provider>
  )
}

function Toasts() {
  const { toasts } = BaseToast.useToastManager()
  return toasts.map((toast) => (
    <BaseToast.Root
      key={toast.id}
      toast={toast}
      swipeDirection="right"
      className="floating arriving flex items-start gap-3 py-3 pr-3 pl-4 data-limited:hidden"
    >
      <div className="min-w-0 flex-1">
        <BaseToast.Title className="font-medium" />
        <BaseToast.Description className="mt-0.5 text-quiet" />
      </div>
      <BaseToast.Action className="link -my-0.5 shrink-0 px-1 py-0.5 font-medium" />
      <BaseToast.Close className={`${closer} m-0! -my-1!`} aria-label="Close">
        <X className="size-4" strokeWidth={1.75} />
      </BaseToast.Close>
    </BaseToast.Root>
  ))
}

function show(told: string | Told) {
  const { action, ...rest }: Told = typeof told === 'string' ? { title: told } : told
  const id = manager.add({
    ...rest,
    actionProps: action && { children: action.label, onClick: action.onClick },
  })
  return () => manager.close(id)
}
