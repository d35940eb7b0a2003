import type { ReactNode } from 'react'

/** The width of everything on a public page, as wide as its head and foot. */
export const measure = 'mx-auto w-full max-w-table px-4 sm:px-6'

type PartProps = {
  id: string
  title: string
  sentence?: ReactNode
  /** Beside the title, or beneath it for what needs the whole width. */
  wide?: boolean
  children: ReactNode
}

/** One part of a public page: its large line on the left, what it has to say on the right. */
export function Part({ id, title, sentence, wide = false, children }: PartProps) {
  return (
    <section
      aria-labelledby={id}
      className={`${measure} mt-18 md:mt-28 ${wide ? '' : 'gap-x-12 md:grid md:grid-cols-12'}`}
    >
      <div className={wide ? 'md:grid md:grid-cols-12 md:items-end md:gap-x-12' : 'md:col-span-4'}>
        <h2
          id={id}
          className={`max-w-[13ch] scroll-mt-8 font-serif text-line ${wide ? 'md:col-span-7' : ''}`}
        >
          {title}
        </h2>
        {sentence && (
          <p
            className={`mt-4 max-w-reading text-reading text-quiet ${wide ? 'md:col-span-5' : ''}`}
          >
            {sentence}
          </p>
        )}
      </div>
      <div className={wide ? 'mt-8 md:mt-12' : 'mt-8 md:col-span-8 md:mt-0'}>{children}</div>
    </section>
  )
}
