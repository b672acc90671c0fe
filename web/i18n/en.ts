import { administration } from './en/administration.ts';
import { pages } from './en/pages.ts';
import { planning } from './en/planning.ts';
import { problem } from './en/problems.ts';
import { states } from './en/states.ts';

/** English: the same texts, for developers and guests. */
export const en = { ...pages, ...planning, ...administration, ...states, problem };
