import { askEarly } from './api/early-answers.ts';
import './jitless.ts';

const isDesk = matchMedia('(width >= 64rem)').matches;
const early = askEarly(location.pathname === '/today' || (location.pathname === '/' && isDesk));
const { startConsole } = await import('./start-console.ts');
await startConsole(early);
