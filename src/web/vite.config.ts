import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The page as static files below `dist/web`; `npm run web` serves it while it is written, with a server on port 3000. */
export default defineConfig({
  root: here('.'),
  build: {
    outDir: here('../../dist/web'),
    // A server that runs from there meanwhile must find what it has sent pages for.
    emptyOutDir: false,
    target: 'es2022',
    // Small pictures would become data: addresses, which the content security policy does not need to allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Packages mark their components for servers that render React; there is none here.
    rolldownOptions: {
      onLog: (level, log, handle) => void (log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log)),
    },
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://127.0.0.1:3000', '/sandbox-api': 'http://127.0.0.1:3000' },
  },
});
