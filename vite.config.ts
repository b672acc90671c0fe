import tailwindcss from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const server = `http://127.0.0.1:${process.env['LOA_PORT'] ?? '8080'}`;
const serverPaths = ['/api', '/station', '/healthz', '/readyz', '/metrics'];

export default defineConfig({
  root: 'web',
  plugins: [vue(), tailwindcss()],
  // The console uses the composition API alone.
  define: { __VUE_I18N_LEGACY_API__: 'false', __INTLIFY_PROD_DEVTOOLS__: 'false' },
  build: { outDir: '../dist/web', emptyOutDir: true, target: 'es2022' },
  server: {
    proxy: Object.fromEntries(serverPaths.map((path) => [path, { target: server }])),
  },
});
