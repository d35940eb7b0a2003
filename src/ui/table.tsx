import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { ContextMenu, Menu } from './menu'

type TableProps = {
  /** What the rows are, for those who cannot see the page around it. */
  label: string
  children: ReactNode
}

/** Rows of 44 px with a quiet, sticky head; on narrow screens each row is two lines. */
export function Table({ label, children }: TableProps) {
  return (
    <table
      className="isolate w-full border-collapse text-dense max-sm:block max-sm:border-t"
      aria-label={label}
    >
      {children}
    </table>
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
      className={`sticky top-0 z-10 h-9 border-b bg-paper pr-4 font-normal text-quiet first:pl-0 last:pr-0 max-md:top-14 ${numeric ? 'text-right' : 'text-left'}`}
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
  return <tbody className="max-sm:block">{children}</tbody>
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
  const row = (
    <tr data-selected={selected || undefined} className={rowLook}>
      {children}
      {menu && (
        <td className="w-9 text-right max-sm:absolute max-sm:inset-y-0 max-sm:right-0 max-sm:grid max-sm:place-items-center">
          <div className="-mr-1.5 inline-flex">
            <Menu label={label ? `Acts for ${label}` : 'Acts'}>{menu}</Menu>
          </div>
        </td>
      )}
    </tr>
  )
  return menu ? <ContextMenu menu={menu}>{row}</ContextMenu> : row
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
      className={`${ground} h-11 py-1 pr-4 last:pr-0 max-sm:h-auto max-sm:p-0 ${numeric ? 'text-right tabular-nums' : ''} ${quiet ? 'text-quiet' : ''} ${wide ? 'max-sm:hidden' : ''} ${primary ? primaryLook : secondaryLook}`}
    >
      {picture ? (
        <div className="flex items-center gap-3">
          <span
            data-picture
            className="max-sm:absolute max-sm:inset-y-0 max-sm:left-0 max-sm:grid max-sm:place-items-center"
          >
            {picture}
          </span>
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
  /** At the right: the way to the next page. */
  children?: ReactNode
}

/** The line that counts: "12 of 48 members". */
export function CountLine({ shown, total, noun, nouns = `${noun}s`, children }: CountLineProps) {
  const word = total === 1 ? noun : nouns
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p className="text-quiet text-small tabular-nums" role="status">
        {shown === total ? `${total} ${word}` : `${shown} of ${total} ${word}`}
      </p>
      {children && <div className="flex gap-2">{children}</div>}
    </div>
  )
}

const rowLook =
  'group/row relative border-b [-webkit-touch-callout:none] max-sm:flex max-sm:min-h-14 max-sm:flex-wrap max-sm:content-center max-sm:items-center max-sm:py-2 max-sm:pr-10 max-sm:has-data-picture:pl-9'

// The ground of a row reaches 12 px beyond the text on both sides, the hairline does not.
const ground =
  'first:before:-z-1 first:before:absolute first:before:-inset-x-3 first:before:inset-y-0 first:before:rounded-control group-hover/row:first:before:bg-hover group-data-popup-open/row:first:before:bg-hover group-data-selected/row:first:before:bg-accent-tint'

const primaryLook = 'font-medium text-base max-sm:basis-full'

const secondaryLook =
  'max-sm:text-quiet max-sm:not-nth-2:before:mx-2 max-sm:not-nth-2:before:inline-block max-sm:not-nth-2:before:size-[3px] max-sm:not-nth-2:before:rounded-full max-sm:not-nth-2:before:bg-edge max-sm:not-nth-2:before:align-middle'
