import { useHydrated } from '@tanstack/react-router'
import { requestContext } from '~/observe/request'

type Props = { subject: string; html: string }

/**
 * A letter as it looks: in a frame that runs nothing, loads nothing and leads nowhere. It stands under the page's own
 * content security policy, so its one sheet of styles carries the page's nonce.
 */
export function LetterFrame({ subject, html }: Props) {
  // The nonce of the page that was loaded, which only the browser knows on every page after it.
  const hydrated = useHydrated()
  if (!hydrated) return <div className="h-160 rounded-panel border bg-sunken" />
  return (
    <iframe
      title={`The letter: ${subject}`}
      sandbox=""
      srcDoc={framed(html, requestContext().nonce)}
      className="h-160 w-full rounded-panel border"
    />
  )
}

/** The letter with a policy of its own, stricter than the page's: nothing but its styles. */
function framed(html: string, nonce: string | undefined): string {
  const styles = nonce ? `'nonce-${nonce}'` : "'unsafe-inline'"
  const policy = `default-src 'none'; style-src ${styles}`
  return html
    .replaceAll('<style', nonce ? `<style nonce="${nonce}"` : '<style')
    .replace('<head>', `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`)
}
