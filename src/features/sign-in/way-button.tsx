import type { ComponentProps } from 'react'
import { Button } from '~/ui/button'

type Props = ComponentProps<typeof Button> & {
  /** It was used last in this browser. */
  last?: boolean
}

/** Another way in: as wide as the form, and marked when it is the one that was used last. */
export function WayButton({ last, children, ...props }: Props) {
  return (
    <Button {...props} className="w-full">
      {children}
      {last && <LastUsed />}
    </Button>
  )
}

/** In the colour of the button that it stands in. */
export function LastUsed() {
  return <span className="font-normal text-small">(last used)</span>
}
