import { asks } from './vi/asks.ts';
import { calendar } from './vi/calendar.ts';
import { care } from './vi/care.ts';
import { clerk } from './vi/clerk.ts';
import { expected } from './vi/expected.ts';
import { pages } from './vi/pages.ts';
import { planning } from './vi/planning.ts';
import { prelistening } from './vi/prelistening.ts';
import { problem } from './vi/problems.ts';
import { recorder } from './vi/recorder.ts';
import { rights } from './vi/rights.ts';
import { states } from './vi/states.ts';

/** What the frame, *Hôm nay*, the clerk's home and refusals say: all that a first visit waits for. */
export const viFirst = {
  recorder,
  prelistening,
  ...rights,
  ...pages,
  ...planning,
  ...asks,
  expected,
  care,
  ...states,
  ...clerk,
  calendar,
  problem,
};
