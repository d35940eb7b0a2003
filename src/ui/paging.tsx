import { Link, type ValidateUseSearchResult } from '@tanstack/react-router'
import { Button, ButtonLink } from './button'
import { HeadCell } from './table'

type PageLinksProps = {
  page: { previous: string | null; next: string | null }
  /** The list stands further down on its page, which keeps its place. */
  below?: boolean
}

/** A list's ways to the pages before and after this one, as `page` in its address; nothing where there is only one. */
export function PageLinks({ page: { previous, next }, below }: PageLinksProps) {
  if (!previous && !next) return null
  return (
    <>
      <PageLink page={previous} below={below}>
        Previous
      </PageLink>
      <PageLink page={next} below={below}>
        Next
      </PageLink>
    </>
  )
}

type PageLinkProps = { page: string | null; below?: boolean; children: string }

/** To a page of a list, by the address alone. */
export function PageLink({ page, below, children }: PageLinkProps) {
  if (!page) {
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    )
  }
  return (
    <ButtonLink size="sm" to="." search={(now) => ({ ...now, page })} resetScroll={!below}>
      {children}
    </ButtonLink>
  )
}

/** What stands as `sort` in the address of any list. */
type Sorting = NonNullable<ValidateUseSearchResult<{ strict: false }>['sort']>

type SortedHeadProps<Order extends Sorting> = {
  /** How the list is sorted now, and how it is where its address says nothing. */
  order: Order
  usual: Order
  /** What this column sorts by, from small to large, and from large to small. */
  rising: Order
  falling: Order
  /** What one wants when one comes from another column. */
  first?: 'rising' | 'falling'
  numeric?: boolean
  children: string
}

/** A column's name that sorts by it, as `sort` in the list's address, and turns the order round when it is pressed again. */
export function SortedHead<Order extends Sorting>({
  order,
  usual,
  rising,
  falling,
  first = 'rising',
  numeric,
  children,
}: SortedHeadProps<Order>) {
  const [wanted, other] = first === 'rising' ? [rising, falling] : [falling, rising]
  const next = order === wanted ? other : wanted
  const sort = order === rising ? 'ascending' : order === falling ? 'descending' : undefined
  return (
    <HeadCell numeric={numeric} sort={sort}>
      <Link
        to="."
        search={(now) => ({ ...now, sort: next === usual ? undefined : next, page: undefined })}
        className="hover:text-ink"
      >
        {children}
      </Link>
    </HeadCell>
  )
}
