import { asks } from './en/asks.ts';
import { calendar } from './en/calendar.ts';
import { care } from './en/care.ts';
import { clerk } from './en/clerk.ts';
import { expected } from './en/expected.ts';
import { pages } from './en/pages.ts';
import { planning } from './en/planning.ts';
import { prelistening } from './en/prelistening.ts';
import { problem } from './en/problems.ts';
import { recorder } from './en/recorder.ts';
import { rights } from './en/rights.ts';
import { states } from './en/states.ts';

/** What the frame, *Hôm nay*, the clerk's home and refusals say: all that a first visit waits for. */
export const enFirst = {
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
