import { Link, type LinkProps } from '@tanstack/react-router'
import { type LucideIcon, Menu as MenuIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Sheet } from './sheet'
import { SkipLink } from './skip-link'

export type NavItem = {
  to: LinkProps['to']
  params?: LinkProps['params']
  label: string
  icon: LucideIcon
  /** Active only on this very page, not on those below it. */
  exact?: boolean
  /** Said at the right: a count. */
  hint?: ReactNode
}

type ShellProps = {
  /** On top: which organization this is, and the way to another. */
  switcher: ReactNode
  nav: readonly NavItem[]
  /** At the bottom: who one is, and the acts of one's own. */
  person: ReactNode
  /** A line above the page: a trial's end, a stranger's eyes. */
  notice?: ReactNode
  children: ReactNode
}

/** The frame of the app: a rail at the left; below 900 px a bar on top with a sheet. */
export function Shell({ switcher, nav, person, notice, children }: ShellProps) {
  const [open, setOpen] = useState(false)
  return (
    <div className="min-h-[calc(100dvh-var(--over))] md:grid md:grid-cols-[var(--container-rail)_minmax(0,1fr)]">
      <SkipLink />
      <aside className="sticky top-(--over) flex h-[calc(100dvh-var(--over))] flex-col border-r bg-sunken max-md:hidden">
        <div className="p-3">{switcher}</div>
        <div className="min-h-0 flex-1 overflow-y-auto px-3 py-1">
          <Nav items={nav} />
        </div>
        <div className="border-t p-3">{person}</div>
      </aside>
      <header className="sticky top-(--over) z-30 flex h-14 items-center justify-between gap-3 border-b bg-sunken px-4 md:hidden">
        <div className="-ml-1.5 min-w-0 flex-1">{switcher}</div>
        <button
          type="button"
          aria-label="Menu"
          aria-expanded={open}
          onClick={() => setOpen(true)}
          className="-mr-2 grid size-10 shrink-0 place-items-center rounded-control hover:bg-hover"
        >
          <MenuIcon className="size-5" strokeWidth={1.75} />
        </button>
      </header>
      <Sheet side="left" title="Menu" open={open} onOpenChange={setOpen}>
        <Nav items={nav} onGo={() => setOpen(false)} />
        <div className="mt-6 border-t pt-4">{person}</div>
      </Sheet>
      <div className="min-w-0">
        {notice && <aside aria-label="Notice">{notice}</aside>}
        <main
          id="main"
          tabIndex={-1}
          className="px-4 pt-6 pb-18 outline-none md:px-12 md:pt-12 md:pb-28"
        >
          {children}
        </main>
      </div>
    </div>
  )
}

function Nav({ items, onGo }: { items: readonly NavItem[]; onGo?: () => void }) {
  return (
    <nav aria-label="Main">
      <ul className="grid gap-0.5">
        {items.map(({ label, icon: Icon, exact, hint, to, params }) => (
          <li key={label}>
            <Link
              to={to}
              params={params}
              activeOptions={{ exact, includeSearch: false }}
              onClick={onGo}
              className="group flex h-8 items-center gap-2.5 rounded-control px-1.5 text-quiet hover:bg-hover hover:text-ink aria-[current=page]:inset-ring aria-[current=page]:inset-ring-hairline aria-[current=page]:bg-raised aria-[current=page]:font-medium aria-[current=page]:text-ink focus-visible:-outline-offset-2 max-md:h-11"
            >
              <Icon
                className="size-4 shrink-0 group-aria-[current=page]:text-accent-ink"
                strokeWidth={1.75}
                aria-hidden
              />
              <span className="min-w-0 flex-1 truncate">{label}</span>
              {hint && <span className="text-small text-quiet tabular-nums">{hint}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
