import { ownPath } from '~/auth/sign-in/redirect'
import { Button } from '~/ui/button'
import { Notice } from '~/ui/notice'
import { useArrival } from './use-arrival'

/** The same header as in auth/sign-in/unproven-password.server.ts. */
const header = 'x-password-removed'

/** Watches one request for the word that the password of a never confirmed address was removed. */
export function removedPassword() {
  let removed = false
  return {
    options: {
      onResponse: ({ response }: { response: Response }) => {
        removed = response.headers.has(header)
      },
    },
    removed: () => removed,
  }
}

/** Somebody may have chosen that password in another's name: whoever reads the letters begins anew. */
export function PasswordRemoved({ redirect }: { redirect?: string }) {
  const arrive = useArrival(redirect)
  return (
    <div className="grid gap-6">
      <Notice tone="warn" title="Your old password was removed">
        This address had not been confirmed when the password was chosen, so somebody else may have
        chosen it. You are signed in.
      </Notice>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => arrive(null, '/app/account/security')}>
          Set a new password
        </Button>
        <Button onClick={() => arrive(null, ownPath(redirect))}>Go on without one</Button>
      </div>
    </div>
  )
}
