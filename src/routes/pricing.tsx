import { createFileRoute } from '@tanstack/react-router'
import { pageHead } from '~/features/public/page-head'
import { Pricing } from '~/features/public/pricing'
import { PublicPage } from '~/features/public/public-page'
import { Questions } from '~/features/public/questions'
import { planWords } from '~/features/public/words'

export const Route = createFileRoute('/pricing')({
  head: () => pageHead({ title: 'Pricing', description: planWords.sentence, path: '/pricing' }),
  component: PricingPage,
})

function PricingPage() {
  return (
    <PublicPage>
      <Pricing />
      <Questions />
    </PublicPage>
  )
}
