import { begin } from './0001-begin.ts';
import { library } from './0002-library.ts';
import { playDay } from './0003-play-day.ts';
import { timetable } from './0004-timetable.ts';
import { guards } from './0005-guards.ts';
import { say } from './0006-say.ts';
import { history } from './0007-history.ts';
import { tree } from './0008-tree.ts';
import { calendar } from './0009-calendar.ts';
import { weekRemark } from './0010-week-remark.ts';
import { relays } from './0011-relays.ts';
import { trust } from './0012-trust.ts';
import { distribution } from './0013-distribution.ts';
import { readiness } from './0014-readiness.ts';
import { offline } from './0015-offline.ts';
import { hearing } from './0016-hearing.ts';
import { carriers } from './0017-carriers.ts';
import { listeners } from './0018-listeners.ts';
import { people } from './0019-people.ts';
import { airSums } from './0020-air-sums.ts';
import { campaignPlan } from './0021-campaign-plan.ts';
import { administration } from './0022-administration.ts';
import { siteAndSample } from './0023-site-and-sample.ts';
import { mendedNames } from './0024-mended-names.ts';
import { approvalNotes } from './0025-approval-notes.ts';
import { planYear } from './0026-plan-year.ts';
import { healthHistory } from './0027-health-history.ts';
import { royaltyClosing } from './0028-royalty-closing.ts';
import { airSumsByBroadcast } from './0029-air-sums-by-broadcast.ts';

/** In order; a landed migration is never changed, only followed. */
export const migrations = [
  begin,
  library,
  playDay,
  timetable,
  guards,
  say,
  history,
  tree,
  calendar,
  weekRemark,
  relays,
  trust,
  distribution,
  readiness,
  offline,
  hearing,
  carriers,
  listeners,
  people,
  airSums,
  campaignPlan,
  administration,
  siteAndSample,
  mendedNames,
  approvalNotes,
  planYear,
  healthHistory,
  royaltyClosing,
  airSumsByBroadcast,
];
