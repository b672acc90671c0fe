import { askEarly } from './api/early-answers.ts';

const isDesk = matchMedia('(width >= 64rem)').matches;
/** Asked as soon as this small script is there, while the large ones still come: see `preloaded` in vite.config.ts. */
export const early = askEarly(
  location.pathname === '/today' || (location.pathname === '/' && isDesk),
);
