import { administration } from './vi/administration.ts';
import { asks } from './vi/asks.ts';
import { audit } from './vi/audit.ts';
import { calendar } from './vi/calendar.ts';
import { campaignPlans } from './vi/campaign-plans.ts';
import { care } from './vi/care.ts';
import { changes } from './vi/changes.ts';
import { clerk } from './vi/clerk.ts';
import { conflicts } from './vi/conflicts.ts';
import { dayEdits } from './vi/day-edits.ts';
import { endpointPage } from './vi/endpoint-page.ts';
import { filing } from './vi/filing.ts';
import { firstSteps } from './vi/first-steps.ts';
import { hearing } from './vi/hearing.ts';
import { library } from './vi/library.ts';
import { links } from './vi/links.ts';
import { listening } from './vi/listening.ts';
import { map } from './vi/map.ts';
import { offline } from './vi/offline.ts';
import { pages } from './vi/pages.ts';
import { people } from './vi/people.ts';
import { placing } from './vi/placing.ts';
import { planning } from './vi/planning.ts';
import { plans } from './vi/plans.ts';
import { prelistening } from './vi/prelistening.ts';
import { problem } from './vi/problems.ts';
import { proof } from './vi/proof.ts';
import { reports } from './vi/reports.ts';
import { royalties } from './vi/royalties.ts';
import { rules } from './vi/rules.ts';
import { speech } from './vi/speech.ts';
import { states } from './vi/states.ts';
import { territory } from './vi/territory.ts';
import { weeks } from './vi/weeks.ts';
import { work } from './vi/work.ts';

/** Vietnamese: the language that the console is written in. */
export const vi = {
  ...pages,
  ...library,
  ...hearing,
  ...filing,
  ...planning,
  ...placing,
  ...conflicts,
  ...dayEdits,
  ...asks,
  ...weeks,
  ...plans,
  ...changes,
  care,
  ...administration,
  ...rules,
  ...states,
  ...territory,
  ...offline,
  ...links,
  ...listening,
  ...endpointPage,
  ...firstSteps,
  ...clerk,
  calendar,
  ...map,
  ...people,
  prelistening,
  proof,
  campaignPlan: campaignPlans,
  report: reports,
  royalty: royalties,
  audit,
  work,
  speech,
  problem,
};
