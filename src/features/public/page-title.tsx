import { CourtDrawing } from '~/ui/court-drawing'
import { measure } from './part'

/** The head of a public page that is read and not looked at: its large line, one sentence, and the house. */
export function PageTitle({ title, sentence }: { title: string; sentence: string }) {
  return (
    <div className="relative overflow-hidden border-y bg-sunken">
      <div className={`${measure} relative`}>
        <CourtDrawing className="absolute -top-24 right-6 size-120 max-md:hidden" />
      </div>
      <div className={`${measure} relative pt-12 pb-12 md:pt-18 md:pb-18`}>
        <div className="max-w-[44ch] md:mr-128">
          <h1 className="font-serif text-promise">{title}</h1>
          <p className="mt-4 text-pretty text-reading">{sentence}</p>
        </div>
      </div>
    </div>
  )
}
