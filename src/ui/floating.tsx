import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { ToastRegion } from './toast'

/** What pages with menus, dialogs and toasts stand in; public pages do without, and without its weight. */
export function Floating({ children }: { children: ReactNode }) {
  return (
    // Base UI would put a <style> of its own into the page, which the content security policy refuses.
    <CSPProvider disableStyleElements>
      {children}
      <ToastRegion />
    </CSPProvider>
  )
}
