import { Notice } from '~/ui/notice'
import { type LegalPage, legalNotice } from './legal'
import { PageTitle } from './page-title'
import { measure } from './part'

/** One legal page, to be read: its parts' names on the left, their sentences on the right. */
export function LegalText({ page: { title, description, parts } }: { page: LegalPage }) {
  return (
    <article>
      <PageTitle title={title} sentence={description} />
      <div className={measure}>
        <div className="mt-8 max-w-text md:mt-12">
          <Notice tone="warn" title={legalNotice.title}>
            {legalNotice.sentence}
          </Notice>
        </div>
        <div className="mt-8 border-b md:mt-12">
          {parts.map(({ title, lines }) => (
            <section key={title} className="gap-x-12 border-t py-8 md:grid md:grid-cols-12">
              <h2 className="font-medium text-title md:col-span-4">{title}</h2>
              <div className="mt-3 grid max-w-reading gap-4 text-reading md:col-span-8 md:mt-0">
                {lines.map((line) => (
                  <p key={line}>{line}</p>
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </article>
  )
}
