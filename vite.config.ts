import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { routesOnly } from './scripts/web/routes-only.ts';

const server = `http://127.0.0.1:${process.env['LOA_PORT'] ?? '8080'}`;
// Not all of /api: the console has a folder of that name.
const serverPaths = ['/api/v1', '/api/docs', '/station', '/healthz', '/readyz', '/metrics'];

/** What every first page needs: told of by the page itself, it is not found out script by script. */
const started = ['web/start-console.ts', 'web/pages/HomePage.vue'];
const texts = 'web/i18n/vi-first.ts';
/** By where a module lies below this folder, whatever this folder itself is called. */
const isBelow = (id: string, pattern: RegExp) =>
  id.startsWith(import.meta.dirname) && pattern.test(id.slice(import.meta.dirname.length + 1));
/** What only declares. */
const pure = /^(core|contract|node_modules[\\/]zod)[\\/]/;
/** Asks the server for what the first page tells. */
const early = 'web/ask-early.ts';
/** Modules of the contract that have no routes, and what they are made with: the first page needs none of them. */
const schemas =
  /^(node_modules[\\/]zod[\\/]|contract[\\/](?!http|client|route|problem)|contract[\\/]http[\\/](broadcast|recording)[.]ts)/;
/** What schemas need and the first page as well: it must not come with them. */
const time = /^(core[\\/](time|recurrence|session)|web[\\/]temporal)/;
/** What the first page on the desk shows. */
const onDesk = { page: 'web/pages/TodayPage.vue', media: '(width >= 64rem)' };
const isOf = (id: string, modules: readonly string[]) => modules.some((path) => id.endsWith(path));

export default defineConfig({
  root: 'web',
  plugins: [vue(), tailwindcss(), routesOnly(), preloaded(), light(), compressed(), installable()],
  // The console uses the composition API alone.
  define: { __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  resolve: {
    alias: [
      // What `core` takes from the library is there already in most browsers.
      { find: /^temporal-polyfill$/, replacement: join(import.meta.dirname, 'web/temporal.ts') },
    ],
  },
  build: {
    ...{ outDir: '../dist/web', emptyOutDir: true, target: 'es2022' },
    // A phone is slower at hundreds of small scripts than at a few larger ones.
    rolldownOptions: {
      // Nothing happens by loading them: where nothing of them is used, they are not loaded.
      treeshake: {
        moduleSideEffects: (id) => (isBelow(id, pure) ? false : undefined),
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'early',
              priority: 4,
              test: /ask-early|early-answers|preload-helper|rolldown[\\/]runtime/,
            },
            {
              name: 'time',
              priority: 4,
              test: (id: string) => isBelow(id, time),
            },
            { name: 'schemas', priority: 3, test: (id: string) => isBelow(id, schemas) },
            { name: 'start', priority: 2, test: (id: string) => isOf(id, started) },
            { name: 'today', priority: 1, test: (id: string) => isOf(id, [onDesk.page]) },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: server }])),
  },
});

function preloaded(): Plugin {
  return {
    name: 'preloaded',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = chunksOf(bundle);
        const first = reachedFrom(chunks, [...started, texts]);
        const desk = reachedFrom(chunks, [onDesk.page]).filter((chunk) => !first.includes(chunk));
        const styles = first.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        const isNew = ({ fileName }: Chunk) => !html.includes(fileName);
        const link = (attrs: Record<string, string | boolean>) =>
          ({ tag: 'link', attrs: { crossorigin: true, ...attrs }, injectTo: 'head' }) as const;
        const asking = reachedFrom(chunks, [early])
          .slice(0, 1)
          .map(({ fileName }) => ({
            ...{ tag: 'script', injectTo: 'head-prepend' as const },
            attrs: { type: 'module', async: true, crossorigin: true, src: `/${fileName}` },
          }));
        return [
          ...asking,
          ...styles.map((href) => link({ rel: 'stylesheet', href: `/${href}` })),
          ...first
            .filter(isNew)
            .map(({ fileName }) => link({ rel: 'modulepreload', href: `/${fileName}` })),
          ...desk.map(({ fileName }) =>
            link({ rel: 'modulepreload', media: onDesk.media, href: `/${fileName}` }),
          ),
        ];
      },
    },
  };
}

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
const firstLoadLimitBytes = 150_000;
/** For those who see the district's day and for a commune. */
const firstPages = [onDesk.page, 'web/features/clerk/ClerkHome.vue'];

/** Fails the build where the first page has become too heavy. */
function light(): Plugin {
  return {
    name: 'light',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = chunksOf(bundle);
      const entries = chunks.filter(({ isEntry }) => isEntry);
      for (const page of firstPages) {
        const reached = new Set([...entries, ...reachedFrom(chunks, [...started, texts, page])]);
        const bytes = [...reached].reduce((sum, { code }) => sum + gzipSync(code).length, 0);
        this.info(`${page}: ${Math.round(bytes / 1000)} kB of scripts until it is shown`);
        if (bytes > firstLoadLimitBytes)
          this.error(`${page} needs ${bytes} bytes of scripts: at most ${firstLoadLimitBytes}`);
      }
    },
  };
}

type Bundle = Parameters<
  Extract<NonNullable<Plugin['generateBundle']>, (...given: never[]) => unknown>
>[1];
type Chunk = Extract<Bundle[string], { type: 'chunk' }>;

function chunksOf(bundle: Bundle): Chunk[] {
  return Object.values(bundle).filter((output) => output.type === 'chunk');
}

/** The chunks of some modules and all that these import at once. */
function reachedFrom(chunks: readonly Chunk[], modules: readonly string[]): Chunk[] {
  const reached = new Set<Chunk>();
  const add = (chunk: Chunk | undefined): void => {
    if (chunk === undefined || reached.has(chunk)) return;
    reached.add(chunk);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  for (const chunk of chunks)
    // Where a chunk has more than a module that is asked for, another one of that name hands it out.
    if ([chunk.facadeModuleId ?? '', ...chunk.moduleIds].some((id) => isOf(id, modules)))
      add(chunk);
  return [...reached];
}
