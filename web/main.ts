import { early } from './ask-early.ts';
import './jitless.ts';

const { startConsole } = await import('./start-console.ts');
await startConsole(early);
