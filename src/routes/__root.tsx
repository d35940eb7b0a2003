import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, HeadContent, Scripts } from '@tanstack/react-router'
import app from 'app.config'
import type { ReactNode } from 'react'
import { hasLooked } from '~/auth/impersonation/look.functions'
import { sessionQuery } from '~/auth/session.queries'
import { LookBanner } from '~/features/impersonation/look-banner'
import styles from '~/styles.css?url'
import { brandStyles } from '~/ui/brand'
import { fontUrls } from '~/ui/fonts'
import { themeScript } from '~/ui/theme-script'
import { NotFoundPage, TroublePage } from '~/ui/trouble'

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  head: () => ({
    meta: [
      { charSet: 'utf-8' },
      { name: 'viewport', content: 'width=device-width, initial-scale=1' },
      { title: app.name },
      { name: 'description', content: app.promise },
      { name: 'color-scheme', content: 'light dark' },
    ],
    links: [
      { rel: 'stylesheet', href: styles },
      { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' },
      ...fontUrls.map((href) => ({
        rel: 'preload',
        as: 'font',
        type: 'font/woff2',
        href,
        crossOrigin: 'anonymous' as const,
      })),
    ],
    styles: [{ children: brandStyles(app.brand.accent) }],
    scripts: [{ children: themeScript }],
  }),
  beforeLoad: async ({ context }) => {
    // Later pages know it from this one. Whoever does not look is not asked who they are.
    if (typeof window === 'undefined' && (await hasLooked())) {
      await context.queryClient.prefetchQuery(sessionQuery)
    }
  },
  errorComponent: TroublePage,
  notFoundComponent: NotFoundPage,
  shellComponent: Document,
})

function Document({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <HeadContent />
      </head>
      <body>
        <LookBanner />
        {children}
        <Scripts />
      </body>
    </html>
  )
}
