import { createFileRoute } from '@tanstack/react-router'
import app from 'app.config'
import { Config } from '~/features/public/config'
import { Opening } from '~/features/public/opening'
import { pageHead } from '~/features/public/page-head'
import { PlansPart } from '~/features/public/plans-part'
import { Proof } from '~/features/public/proof'
import { PublicPage } from '~/features/public/public-page'
import { Questions } from '~/features/public/questions'
import { Scenes } from '~/features/public/scenes'

export const Route = createFileRoute('/')({
  head: () => pageHead({ description: app.description, path: '/' }),
  component: Landing,
})

function Landing() {
  return (
    <PublicPage>
      <Opening />
      <Proof />
      <Scenes />
      <Config />
      <PlansPart />
      <Questions />
    </PublicPage>
  )
}
