import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';

const server = `http://127.0.0.1:${process.env['LOA_PORT'] ?? '8080'}`;
// Not all of /api: the console has a folder of that name.
const serverPaths = ['/api/v1', '/api/docs', '/station', '/healthz', '/readyz', '/metrics'];

export default defineConfig({
  root: 'web',
  plugins: [vue(), tailwindcss(), compressed()],
  // The console uses the composition API alone.
  define: { __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  resolve: {
    // What `core` takes from the library is there already in most browsers.
    alias: [
      { find: /^temporal-polyfill$/, replacement: join(import.meta.dirname, 'web/temporal.ts') },
    ],
  },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022' },
  server: {
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: server }])),
  },
});

/** Puts `.br` and `.gz` beside each script and style, for the server to choose from. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle: ({ dir = '' }) => {
      const folder = join(dir, 'assets');
      for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
        const bytes = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes));
      }
    },
  };
}
