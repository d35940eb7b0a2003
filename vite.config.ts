import tailwindcss from '@tailwindcss/vite'
import { tanstackStart } from '@tanstack/react-start/plugin/vite'
import viteReact from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { start } from './start.config.ts'

export default defineConfig({
  resolve: { tsconfigPaths: true },
  // Older targets would have light-dark() written out, and a dark room inside a light page with it.
  build: { cssTarget: ['chrome123', 'edge123', 'firefox128', 'safari17.5'] },
  server: { host: '127.0.0.1', strictPort: true },
  environments: {
    ssr: {
      resolve: {
        // Start would bundle it, because it is named among Start's peers; like other dependencies it stays outside.
        external: ['better-auth'],
        // Made of many small files: bundled, the server starts half a second sooner.
        noExternal: ['drizzle-orm', '@base-ui/react', 'lucide-react'],
      },
    },
  },
  plugins: [tailwindcss(), tanstackStart(start), viteReact()],
})
