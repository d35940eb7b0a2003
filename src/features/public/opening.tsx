import app from 'app.config'
import { buttonClass } from '~/ui/button'
import { Court } from './court'
import { measure } from './part'
import { Shot } from './shot'
import { places } from './words'

/** The first screen: one promise, one sentence, two links, and the product itself. */
export function Opening() {
  return (
    <>
      <div
        className={`${measure} grid items-end gap-x-12 gap-y-8 pt-8 pb-12 sm:pt-12 md:grid-cols-12 md:pt-18 md:pb-18`}
      >
        <h1 className="max-w-[12ch] font-serif text-promise md:col-span-7">{app.promise}</h1>
        <div className="md:col-span-5">
          <p className="max-w-reading text-reading">{app.description}</p>
          <p className="mt-6 flex flex-wrap gap-3">
            <a href={places.demo.href} className={buttonClass({ variant: 'primary' })}>
              {places.demo.label}
            </a>
            <a href={places.source.href} className={buttonClass({ variant: 'secondary' })}>
              {places.source.label}
            </a>
          </p>
        </div>
      </div>
      <Court>
        <Shot name="members" first className="size-full" />
      </Court>
    </>
  )
}
