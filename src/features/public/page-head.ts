import app from 'app.config'
import { publicFontUrls } from '~/ui/fonts'
import { origin } from './origin'

type PublicHead = {
  /** Without the product's name; absent on the landing page, whose title is the promise. */
  title?: string
  /** One or two sentences, as a search engine shows them. */
  description: string
  /** `/pricing` */
  path: string
}

/** What a public page says of itself to tabs, search engines and whoever shows a link to it. */
export function pageHead({ title, description, path }: PublicHead) {
  const whole = title ? `${title} · ${app.name}` : `${app.name}: ${app.promise}`
  const url = `${origin()}${path}`
  const properties = {
    'og:type': 'website',
    'og:site_name': app.name,
    'og:title': whole,
    'og:description': description,
    'og:url': url,
    'og:image': `${origin()}/social-card.png`,
    'og:image:width': '1200',
    'og:image:height': '630',
    'og:image:alt': `${app.name}. ${app.promise}`,
  }
  return {
    meta: [
      { title: whole },
      { name: 'description', content: description },
      ...Object.entries(properties).map(([property, content]) => ({ property, content })),
      { name: 'twitter:card', content: 'summary_large_image' },
    ],
    links: [
      { rel: 'canonical', href: url },
      { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
      ...publicFontUrls.map((href) => ({
        rel: 'preload',
        as: 'font',
        type: 'font/woff2',
        href,
        crossOrigin: 'anonymous' as const,
      })),
    ],
  }
}
