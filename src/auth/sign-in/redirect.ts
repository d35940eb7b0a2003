/**
 * Where somebody may be sent after signing in: a path of our own, or the fallback.
 * `https://elsewhere`, `//elsewhere` and `/\elsewhere` are not paths of ours.
 */
export function ownPath(wanted: unknown, fallback = '/app'): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || /^\/[/\\]/.test(wanted))
    return fallback
  const base = 'http://own.invalid'
  try {
    const url = new URL(wanted, base)
    return url.origin === base ? url.pathname + url.search + url.hash : fallback
  } catch {
    return fallback
  }
}
