import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const server = `http://127.0.0.1:${process.env['LOA_PORT'] ?? '8080'}`;
// Not all of /api: the console has a folder of that name.
const serverPaths = ['/api/v1', '/api/docs', '/station', '/healthz', '/readyz', '/metrics'];

export default defineConfig({
  root: 'web',
  plugins: [vue(), tailwindcss(), light(), compressed(), installable()],
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

/**
 * The console as an app on the phone: its shell is kept there and opens without a network. What the server
 * says is not kept by it: `web/kept` does that, and says from when it is.
 */
function installable() {
  return VitePWA({
    // The console registers it itself, and asks before it changes under somebody's hands.
    injectRegister: null,
    registerType: 'prompt',
    includeAssets: ['icon.svg', 'apple-touch-icon.png'],
    manifest: {
      id: '/',
      name: 'Loa: truyền thanh cơ sở',
      short_name: 'Loa',
      description: 'Lịch phát, tin bài và cụm loa của đài truyền thanh cơ sở',
      lang: 'vi',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#f4f6f8',
      theme_color: '#0c5a84',
      icons: [
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
        {
          src: '/icon-maskable-512.png',
          sizes: '512x512',
          type: 'image/png',
          purpose: 'maskable',
        },
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{html,js,css,woff2}'],
      clientsClaim: true,
      navigateFallback: '/index.html',
      navigateFallbackDenylist: serverPaths.map((path) => new RegExp(`^${path}(/|$)`)),
    },
  });
}

/** Of scripts, compressed, that a phone loads until its first page begins to show. */
const firstLoadLimitBytes = 200_000;
/** What is read one after another until then, for those who see the district's day and for a commune. */
const shared = ['web/start-console.ts', 'web/i18n/vi.ts', 'web/pages/HomePage.vue'];
const firstPages = ['web/pages/TodayPage.vue', 'web/features/clerk/ClerkHome.vue'];

/** Fails the build where the first page has become too heavy. */
function light(): Plugin {
  return {
    name: 'light',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const page of firstPages) {
        const names = new Set<string>();
        const add = (name: string): void => {
          if (names.has(name)) return;
          names.add(name);
          chunks.find(({ fileName }) => fileName === name)?.imports.forEach(add);
        };
        for (const { fileName, isEntry, moduleIds } of chunks)
          if (
            isEntry ||
            [...shared, page].some((path) => moduleIds.some((id) => id.endsWith(path)))
          )
            add(fileName);
        const bytes = chunks
          .filter(({ fileName }) => names.has(fileName))
          .reduce((sum, { code }) => sum + gzipSync(code).length, 0);
        this.info(`${page}: ${Math.round(bytes / 1000)} kB of scripts until it is shown`);
        if (bytes > firstLoadLimitBytes)
          this.error(`${page} needs ${bytes} bytes of scripts: at most ${firstLoadLimitBytes}`);
      }
    },
  };
}
