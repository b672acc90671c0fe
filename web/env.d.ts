// vue-tsc resolves components itself; this serves plain TypeScript (the linter, editors without Vue).
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
