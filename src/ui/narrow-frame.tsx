import app from 'app.config'
import type { ReactNode } from 'react'
import { CourtDrawing } from './court-drawing'
import { Logo } from './logo'
import { SkipLink } from './skip-link'

type NarrowFrameProps = {
  title: ReactNode
  sentence?: ReactNode
  /** Below the form: the other way in. */
  foot?: ReactNode
  children: ReactNode
}

/** The frame of the pages at the door: the house on one side, one short form on the other. */
export function NarrowFrame({ title, sentence, foot, children }: NarrowFrameProps) {
  return (
    <div className="min-h-[calc(100dvh-var(--over))] md:grid md:grid-cols-[minmax(0,6fr)_minmax(0,7fr)]">
      <SkipLink />
      <aside className="sticky top-(--over) flex h-[calc(100dvh-var(--over))] flex-col overflow-hidden border-r bg-sunken max-md:hidden">
        <a href="/" className="m-8 self-start rounded-control lg:m-12">
          <Logo name={app.name} />
        </a>
        <CourtDrawing className="ml-8 aspect-square min-h-0 max-w-none flex-1 self-start lg:ml-12" />
        <p className="m-8 max-w-[11ch] font-serif text-line lg:m-12">{app.promise}</p>
      </aside>
      <div className="flex min-h-[calc(100dvh-var(--over))] flex-col px-4 sm:px-12">
        <header className="flex py-4 md:hidden">
          <a href="/" className="rounded-control py-2">
            <Logo name={app.name} />
          </a>
        </header>
        <main
          id="main"
          tabIndex={-1}
          data-door
          className="mx-auto w-full max-w-90 py-8 outline-none max-md:mt-6 md:my-auto"
        >
          <h1 className="font-medium text-display">{title}</h1>
          {sentence && <p className="mt-1 text-quiet [&_a]:link">{sentence}</p>}
          <div className="mt-8">{children}</div>
          {foot && <div className="mt-8 border-t pt-4 text-quiet [&_a]:link">{foot}</div>}
        </main>
      </div>
    </div>
  )
}
