import app from 'app.config'
import type { ReactNode } from 'react'
import { Logo } from './logo'
import { SkipLink } from './skip-link'

type PlainShellProps = {
  /** At the right: who one is; nobody where that is not known. */
  person?: ReactNode
  children: ReactNode
}

/** The frame of what belongs to a person and not to an organization. */
export function PlainShell({ person, children }: PlainShellProps) {
  return (
    <div className="min-h-dvh">
      <SkipLink />
      <header className="flex h-16 items-center justify-between gap-4 border-b bg-sunken px-4 md:px-12">
        <a href="/" className="rounded-control">
          <Logo name={app.name} />
        </a>
        {person && <div className="w-56 min-w-0 shrink">{person}</div>}
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto max-w-text px-4 pt-8 pb-18 outline-none md:pt-18"
      >
        {children}
      </main>
    </div>
  )
}
