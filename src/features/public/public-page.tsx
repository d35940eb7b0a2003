import type { ReactNode } from 'react'
import { PublicFrame } from '~/ui/public-frame'
import { places } from './words'

/** The frame of every public page, the same for guests and for people who are signed in. */
export function PublicPage({ children }: { children: ReactNode }) {
  return (
    <PublicFrame
      links={[places.source, places.pricing]}
      act={places.signIn}
      foot={[places.pricing, places.source, places.privacy, places.terms]}
    >
      {children}
    </PublicFrame>
  )
}
