import app from 'app.config'
import { buttonClass } from '~/ui/button'
import { Logo } from '~/ui/logo'
import { CodeLine } from './code-line'
import { excerpt } from './excerpt'
import { Part } from './part'
import { actOf, Price } from './price'
import { Room } from './room'
import { configWords } from './words'

/** The file a fork edits first, as it is, beside what is made from it, as it is. */
export function Config() {
  return (
    <Part id="config" title={configWords.title} sentence={configWords.sentence} wide>
      <div className="lg:grid lg:grid-cols-12 lg:gap-x-12">
        <figure className="min-w-0 border-t pt-4 max-lg:pb-8 lg:col-span-7">
          <figcaption className="font-mono text-dense text-quiet">{configWords.file}</figcaption>
          <Code lines={excerpt.product} />
          <p className="mt-3 text-quiet" aria-hidden="true">
            …
          </p>
          <Code lines={excerpt.plan} />
        </figure>
        <Made />
      </div>
    </Part>
  )
}

function Code({ lines }: { lines: typeof excerpt.plan }) {
  return (
    <pre className="mt-3 whitespace-pre-wrap font-mono [word-spacing:normal] text-dense leading-6 [overflow-wrap:anywhere]">
      <code>
        {lines.map(({ number, text }) => (
          <CodeLine key={number} line={text} />
        ))}
      </code>
    </pre>
  )
}

/** A small page of the same data. A picture, not a page: nothing in it can be pressed. */
function Made() {
  const plan = app.plans.find(({ price }) => price) ?? app.plans[0]
  return (
    <Room day={0.8} className="p-4 sm:p-12 lg:col-span-5">
      <div
        aria-hidden="true"
        className="flex h-full flex-col justify-between gap-12 border bg-paper p-6 sm:p-8"
      >
        <div>
          <Logo name={app.name} />
          <p className="mt-12 max-w-[12ch] font-serif text-line">{app.promise}</p>
          <p className="mt-4 text-quiet">{app.description}</p>
        </div>
        <div className="border-t pt-6">
          <p className="font-medium text-title">{plan.name}</p>
          <p className="mt-1 text-quiet">{plan.summary}</p>
          <Price plan={plan} />
          <span className={`${buttonClass({ variant: 'primary' })} mt-6`}>{actOf(plan)}</span>
        </div>
      </div>
    </Room>
  )
}
