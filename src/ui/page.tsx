import type { ReactNode } from 'react'

type PageProps = {
  title: ReactNode
  /** What this page is for, in one sentence. */
  sentence?: ReactNode
  /** At most one primary act. */
  action?: ReactNode
  /** Where one came from: a small link above the title. */
  back?: ReactNode
  /** `text` for forms and reading, `table` for what is wide. */
  width?: 'text' | 'table'
  children?: ReactNode
}

/** A page of the app: its title, its sentence, its one act, then the work. */
export function Page({ title, sentence, action, back, width = 'text', children }: PageProps) {
  return (
    <div className={width === 'text' ? 'w-full max-w-text' : 'w-full max-w-table'}>
      {back && <div className="mb-3 text-dense text-quiet [&_a]:hover:text-ink">{back}</div>}
      <header className="mb-8 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0 max-w-reading flex-1 basis-72">
          <h1 className="text-display font-medium break-words">{title}</h1>
          {sentence && <p className="mt-1 text-quiet [&_a]:link">{sentence}</p>}
        </div>
        {action && <div className="flex shrink-0 gap-2">{action}</div>}
      </header>
      {children}
    </div>
  )
}

type SectionProps = {
  title?: ReactNode
  sentence?: ReactNode
  action?: ReactNode
  children?: ReactNode
}

/** A part of a page, under a heading of its own. */
export function Section({ title, sentence, action, children }: SectionProps) {
  return (
    <section className="mt-12 first:mt-0">
      {(title || action) && (
        <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-3">
          <div className={`min-w-0 max-w-reading flex-1 ${sentence ? 'basis-72' : 'basis-40'}`}>
            {title && <h2 className="text-heading font-semibold">{title}</h2>}
            {sentence && <p className="mt-0.5 text-quiet [&_a]:link">{sentence}</p>}
          </div>
          {action && <div className="flex shrink-0 gap-2">{action}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
