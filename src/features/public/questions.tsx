import app from 'app.config'
import { Plus } from 'lucide-react'
import { Part } from './part'
import { questionWords } from './words'

/** The questions of `app.config.ts`; they open without script. */
export function Questions() {
  return (
    <Part id="questions" title={questionWords.title}>
      <div className="border-b">
        {app.questions.map(({ question, answer }) => (
          <details key={question} className="group border-t">
            <summary className="flex list-none items-start justify-between gap-6 rounded-control py-4 text-reading [&::-webkit-details-marker]:hidden">
              {question}
              <Plus
                aria-hidden
                className="mt-1.5 size-4.5 shrink-0 stroke-[1.75] text-quiet transition-transform group-open:rotate-45"
              />
            </summary>
            <p className="max-w-reading pb-6 text-quiet text-reading">{answer}</p>
          </details>
        ))}
      </div>
    </Part>
  )
}
