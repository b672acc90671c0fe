import { administration } from './en/administration.ts';
import { asks } from './en/asks.ts';
import { audit } from './en/audit.ts';
import { calendar } from './en/calendar.ts';
import { campaignPlans } from './en/campaign-plans.ts';
import { care } from './en/care.ts';
import { changes } from './en/changes.ts';
import { clerk } from './en/clerk.ts';
import { conflicts } from './en/conflicts.ts';
import { dayEdits } from './en/day-edits.ts';
import { endpointPage } from './en/endpoint-page.ts';
import { filing } from './en/filing.ts';
import { firstSteps } from './en/first-steps.ts';
import { hearing } from './en/hearing.ts';
import { library } from './en/library.ts';
import { links } from './en/links.ts';
import { listening } from './en/listening.ts';
import { map } from './en/map.ts';
import { offline } from './en/offline.ts';
import { pages } from './en/pages.ts';
import { people } from './en/people.ts';
import { placing } from './en/placing.ts';
import { planning } from './en/planning.ts';
import { plans } from './en/plans.ts';
import { prelistening } from './en/prelistening.ts';
import { problem } from './en/problems.ts';
import { proof } from './en/proof.ts';
import { reports } from './en/reports.ts';
import { royalties } from './en/royalties.ts';
import { rules } from './en/rules.ts';
import { speech } from './en/speech.ts';
import { states } from './en/states.ts';
import { territory } from './en/territory.ts';
import { weeks } from './en/weeks.ts';
import { work } from './en/work.ts';

/** English: the same texts, for developers and guests. */
export const en = {
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
