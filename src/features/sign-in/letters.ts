import { answered } from '~/auth/answered'
import { authClient } from '~/auth/auth-client'
import { ownPath } from '~/auth/sign-in/redirect'

/** Ways in by letter. Every address gets one: what is answered says nothing about accounts. */
export type ByLetter = 'link' | 'code'

/** @param way.name of somebody who may be new */
export async function sendLetter(
  by: ByLetter,
  email: string,
  way: { redirect?: string; name?: string },
): Promise<void> {
  const redirect = ownPath(way.redirect)
  if (by === 'link') {
    const { name } = way
    answered<unknown>(await authClient.signIn.magicLink({ email, name, callbackURL: redirect }))
  } else {
    const query = { redirect }
    answered<unknown>(
      await authClient.emailOtp.sendVerificationOtp({
        email,
        type: 'sign-in',
        fetchOptions: { query },
      }),
    )
  }
}
