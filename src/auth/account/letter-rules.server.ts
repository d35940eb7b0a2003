import app from 'app.config'
import type { GenericEndpointContext } from 'better-auth'
import { Refusal } from '~/refusal'

/**
 * Rules of the ways in by letter, and of the name instead of an address.
 * @throws Refusal invalid, forbidden
 */
export function keepLetters({ path, body, headers }: GenericEndpointContext): void {
  // The letter says that its code signs somebody in: a code for anything else would be a riddle.
  if (path === '/email-otp/send-verification-otp' && body?.type !== 'sign-in') {
    throw new Refusal('invalid', 'Such a code is not sent here.')
  }
  // The button on our page asks from within it. An address opened from elsewhere would sign its reader in as whoever
  // wrote the letter, or as nobody: a mail scanner uses nothing up.
  if (path === '/magic-link/verify' && headers?.get('sec-fetch-mode') === 'navigate') {
    throw new Refusal('forbidden', 'Open the link from the letter, then press its button.')
  }
  if (body?.username !== undefined && !app.signIn.username) {
    throw new Refusal('invalid', 'There are no usernames here.')
  }
  // Its capitals would be a second name.
  if (body?.displayUsername !== undefined) {
    throw new Refusal('invalid', 'There are no names beside the username.')
  }
}
