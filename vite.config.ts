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
  // Start would bundle it, because it is named among Start's peers; like every dependency it stays outside.
  environments: { ssr: { resolve: { external: ['better-auth'] } } },
  plugins: [tailwindcss(), tanstackStart(start), viteReact()],
})
