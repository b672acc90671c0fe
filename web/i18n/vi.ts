import { viFirst } from './vi-first.ts';
import { viRest } from './vi-rest.ts';

/** Vietnamese: the language that the console is written in. */
export const vi = { ...viFirst, ...viRest };
