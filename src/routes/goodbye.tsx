import { createFileRoute, Link } from '@tanstack/react-router'
import app from 'app.config'
import { NarrowFrame } from '~/ui/narrow-frame'

/** Where somebody is who has just deleted their account. */
export const Route = createFileRoute('/goodbye')({
  head: () => ({ meta: [{ title: 'Goodbye' }, { name: 'robots', content: 'noindex' }] }),
  component: Goodbye,
})

function Goodbye() {
  return (
    <NarrowFrame
      title="Your account is deleted"
      sentence={`Thank you for having been here. A last letter confirms it; after that ${app.name} writes to you no more.`}
    >
      <Link to="/" className="link">
        To the front page
      </Link>
    </NarrowFrame>
  )
}
