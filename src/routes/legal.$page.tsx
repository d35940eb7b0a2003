import { createFileRoute, notFound } from '@tanstack/react-router'
import { legalPages } from '~/features/public/legal'
import { LegalText } from '~/features/public/legal-text'
import { pageHead } from '~/features/public/page-head'
import { PublicPage } from '~/features/public/public-page'

export const Route = createFileRoute('/legal/$page')({
  loader: ({ params }) => {
    const page = legalPages[params.page]
    if (!page) throw notFound()
    return page
  },
  head: ({ loaderData, params }) =>
    loaderData ? pageHead({ ...loaderData, path: `/legal/${params.page}` }) : {},
  component: Legal,
})

function Legal() {
  return (
    <PublicPage>
      <LegalText page={Route.useLoaderData()} />
    </PublicPage>
  )
}
