import { getSession } from './session.functions'
import { sessionQuery } from './session.queries'
import type { App } from './session-refresh'

/** Something is new about the person at work; or somebody else is at work now, or nobody. */
type News = 'changed' | 'replaced'

let tabs: BroadcastChannel | undefined

function channel(): BroadcastChannel {
  tabs ??= new BroadcastChannel('session')
  return tabs
}

/** Lets the other tabs of this browser know what became of the session; this one knows. */
export function tellOtherTabs(news: News): void {
  channel().postMessage(news)
}

/**
 * Takes in what other tabs tell. What a page shows of somebody who is not at work any more goes at once, with all
 * that is in memory: it is loaded anew, for whoever is.
 */
export function hearOtherTabs(app: App): void {
  const shown = () => app.queryClient.getQueryData(sessionQuery.queryKey)
  channel().onmessage = async ({ data: news }: MessageEvent<News>) => {
    const before = shown()
    // A page that never asked who is signed in shows nothing of them.
    if (before === undefined) return
    if (news === 'changed') {
      // Only here: it brings better-auth's client along, which public pages do without.
      const { refreshSession } = await import('./session-refresh')
      return refreshSession(app)
    }
    const now = await getSession()
    if (now?.user.id !== before?.user.id) window.location.reload()
  }
}
