import { useHydrated } from '@tanstack/react-router'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId, useState } from 'react'
import {
  ContextMenu,
  createRowActsHandle,
  type RowActs,
  RowActsButton,
  type RowActsHandle,
  RowActsMenu,
} from './menu'

type TableProps = {
  /** What the rows are, for those who cannot see the page around it. */
  label: string
  children: ReactNode
}

type Pressed = { id: string; acts: RowActs | null }

type Rows = {
  handle: RowActsHandle
  /** In the browser, not in the markup it was sent. */
  live: boolean
  /** The row that the pointer or the keyboard met last. */
  pressed: Pressed | null
  press: (pressed: Pressed) => void
}

const RowsContext = createContext<Rows | null>(null)

/** The row whose acts stand open at the pointer. */
const OpenedContext = createContext<string | null>(null)

/**
 * Rows of 44 px with a quiet, sticky head; on narrow screens each row is two lines. The rows share one menu, from a
 * row's end and from the pointer.
 */
export function Table({ label, children }: TableProps) {
  const [handle] = useState(createRowActsHandle)
  const live = useHydrated()
  const [pressed, press] = useState<Pressed | null>(null)
  return (
    <RowsContext value={{ handle, live, pressed, press }}>
      <table
        className="isolate w-full border-collapse text-dense max-sm:block max-sm:border-t"
        aria-label={label}
      >
        {children}
      </table>
      <RowActsMenu handle={handle} />
    </RowsContext>
  )
}

/** The head: one `HeadCell` for each column, in one row. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="max-sm:sr-only">
      <tr>{children}</tr>
    </thead>
  )
}

type HeadCellProps = {
  numeric?: boolean
  /** How the rows stand now by this column. */
  sort?: 'ascending' | 'descending'
  /** For the column of row menus or ticks: its name is read, not shown. */
  hidden?: boolean
  /** A word; a link when the column can be sorted. */
  children: ReactNode
}

export function HeadCell({ numeric, sort, hidden, children }: HeadCellProps) {
  const Arrow = sort === 'descending' ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={`sticky top-(--over) z-10 h-9 border-b bg-paper pr-4 font-normal text-quiet first:pl-0 last:pr-0 max-md:top-[calc(3.5rem+var(--over))] ${numeric ? 'text-right' : 'text-left'}`}
    >
      {hidden ? (
        <span className="sr-only">{children}</span>
      ) : (
        <span className="inline-flex items-center gap-1">
          {children}
          {sort && <Arrow className="size-3 text-ink" strokeWidth={2} aria-hidden />}
        </span>
      )}
    </th>
  )
}

export function TableBody({ children }: { children: ReactNode }) {
  const rows = useContext(RowsContext)
  const [open, setOpen] = useState(false)
  const pressed = rows?.pressed ?? null
  return (
    <OpenedContext value={open && pressed ? pressed.id : null}>
      <ContextMenu acts={pressed?.acts ?? null} onOpenChange={setOpen}>
        <tbody className="max-sm:block">{children}</tbody>
      </ContextMenu>
    </OpenedContext>
  )
}

type RowProps = {
  /** `MenuItem`s: they open from the row's end, and by right-click anywhere in it. */
  menu?: ReactNode
  /** What the menu is about: "Ada Lovelace". Needed with `menu`. */
  label?: string
  selected?: boolean
  children: ReactNode
}

export function Row({ menu, label, selected, children }: RowProps) {
  const rows = useContext(RowsContext)
  const opened = useContext(OpenedContext)
  const id = useId()
  const acts = menu ? { label: label ? `Acts for ${label}` : 'Acts', menu } : null
  // Before the pointer's or the keyboard's own menu is asked for, so that it is this row's.
  const press = () => rows?.press({ id, acts })
  return (
    <tr
      data-selected={selected || undefined}
      data-popup-open={opened === id || undefined}
      onPointerDown={press}
      onFocus={press}
      className="row"
    >
      {children}
      {rows && acts && (
        <td className="row-acts">
          <RowActsButton handle={rows.handle} acts={acts} live={rows.live} />
        </td>
      )}
    </tr>
  )
}

type CellProps = {
  /** The thing's name and its link: the first line on narrow screens. */
  primary?: boolean
  /** An `Avatar` before the name; on narrow screens it stands beside both lines. */
  picture?: ReactNode
  numeric?: boolean
  quiet?: boolean
  /** Left out on narrow screens, where there is room for two lines only. */
  wide?: boolean
  children?: ReactNode
}

export function Cell({ primary, picture, numeric, quiet, wide, children }: CellProps) {
  return (
    <td
      className={`cell ${primary ? 'font-medium text-base max-sm:basis-full' : 'cell-more'}${numeric ? ' text-right tabular-nums' : ''}${quiet ? ' text-quiet' : ''}${wide ? ' max-sm:hidden' : ''}`}
    >
      {picture ? (
        <div className="flex items-center gap-3">
          <span data-picture>{picture}</span>
          <div className="min-w-0">{children}</div>
        </div>
      ) : (
        children
      )}
    </td>
  )
}

type CountLineProps = {
  shown: number
  total: number
  noun: string
  nouns?: string
  /** There are more than were counted. */
  beyond?: boolean
  /** At the right: the way to the next page. */
  children?: ReactNode
}

/** The line that counts: "12 of 48 members". */
export function CountLine({
  shown,
  total,
  noun,
  nouns = `${noun}s`,
  beyond,
  children,
}: CountLineProps) {
  const word = total === 1 ? noun : nouns
  const all = beyond ? `More than ${total.toLocaleString('en')}` : total
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p className="text-quiet text-small tabular-nums" role="status">
        {shown === total ? `${all} ${word}` : `${shown} of ${all} ${word}`}
      </p>
      {children && <div className="flex gap-2">{children}</div>}
    </div>
  )
}
