import { createFileRoute } from '@tanstack/react-router'
import { openFile } from '~/auth/seen-files.server'

/** Files of organizations and of people, for whoever may see them. Whoever else asks is told what is told of no file. */
export const Route = createFileRoute('/api/files/$')({
  server: {
    handlers: {
      GET: async ({ params }) => {
        const file = await openFile(params._splat ?? '')
        if (!file) return new Response('There is no such file.', { status: 404 })
        return new Response(file.bytes, {
          headers: {
            'content-type': file.type,
            'content-disposition': 'inline',
            // What somebody sent stays a picture, also where it is opened by itself.
            'content-security-policy': "default-src 'none'; sandbox",
            'cross-origin-resource-policy': 'same-origin',
            // Its name changes with what it shows.
            'cache-control': 'private, max-age=31536000, immutable',
          },
        })
      },
    },
  },
})
