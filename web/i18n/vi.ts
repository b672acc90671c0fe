import { administration } from './vi/administration.ts';
import { changes } from './vi/changes.ts';
import { filing } from './vi/filing.ts';
import { hearing } from './vi/hearing.ts';
import { library } from './vi/library.ts';
import { pages } from './vi/pages.ts';
import { placing } from './vi/placing.ts';
import { planning } from './vi/planning.ts';
import { problem } from './vi/problems.ts';
import { rules } from './vi/rules.ts';
import { speech } from './vi/speech.ts';
import { states } from './vi/states.ts';
import { territory } from './vi/territory.ts';

/** Vietnamese: the language that the console is written in. */
export const vi = {
  ...pages,
  ...library,
  ...hearing,
  ...filing,
  ...planning,
  ...placing,
  ...changes,
  ...administration,
  ...rules,
  ...states,
  ...territory,
  speech,
  problem,
};
