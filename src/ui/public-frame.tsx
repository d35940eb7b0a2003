import app from 'app.config'
import type { ReactNode } from 'react'
import { buttonClass } from './button'
import { Logo } from './logo'
import { SkipLink } from './skip-link'

export type PlainLink = { href: string; label: string }

type PublicFrameProps = {
  /** In the head, beside the name. */
  links: readonly PlainLink[]
  /** The last link of the head, as a button. */
  act: PlainLink
  foot: readonly PlainLink[]
  children: ReactNode
}

/** Head and foot of the public pages. Plain anchors and no hooks: right without any script. */
export function PublicFrame({ links, act, foot, children }: PublicFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className={`${measure} flex h-18 items-center justify-between gap-4`}>
        <a href="/" className="rounded-control">
          <Logo name={app.name} />
        </a>
        <nav aria-label="Main" className="flex items-center gap-1">
          {links.map((link, place) => (
            <a
              key={link.href}
              href={link.href}
              className={`whitespace-nowrap rounded-control px-2 py-2 hover:bg-hover sm:px-3 ${place < links.length - 1 ? 'max-sm:hidden' : ''}`}
            >
              {link.label}
            </a>
          ))}
          <a href={act.href} className={`${buttonClass({ variant: 'secondary' })} ml-2`}>
            {act.label}
          </a>
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <footer className="mt-28 border-t">
        <div
          className={`${measure} flex flex-wrap items-center justify-between gap-x-8 gap-y-4 py-8 text-quiet`}
        >
          <p>{app.company.name}</p>
          <nav aria-label="Foot" className="flex flex-wrap gap-x-6 gap-y-2">
            {foot.map((link) => (
              <a key={link.href} href={link.href} className="rounded-control py-1 hover:text-ink">
                {link.label}
              </a>
            ))}
            <a
              href={`mailto:${app.company.supportEmail}`}
              className="rounded-control py-1 hover:text-ink"
            >
              {app.company.supportEmail}
            </a>
          </nav>
        </div>
      </footer>
    </div>
  )
}

const measure = 'mx-auto w-full max-w-table px-4 sm:px-6'
