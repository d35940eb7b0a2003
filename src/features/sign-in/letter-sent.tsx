import type { ReactNode } from 'react'
import { Resend } from './resend'

type Props = { to: string; children: ReactNode; again: () => Promise<void> }

/** After a letter was promised: where it went, what to do with it, and how to get another. */
export function LetterSent({ to, children, again }: Props) {
  return (
    <div className="grid justify-items-start gap-4">
      <div className="grid gap-4" role="status">
        <p>
          We have sent a letter to{' '}
          <strong className="font-medium [overflow-wrap:anywhere]">{to}</strong>.
        </p>
        <p className="text-quiet">{children}</p>
      </div>
      <Resend again={again} />
    </div>
  )
}
