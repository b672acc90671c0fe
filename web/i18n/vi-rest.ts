import { administration } from './vi/administration.ts';
import { audit } from './vi/audit.ts';
import { campaignPlans } from './vi/campaign-plans.ts';
import { changes } from './vi/changes.ts';
import { conflicts } from './vi/conflicts.ts';
import { dayEdits } from './vi/day-edits.ts';
import { drafts } from './vi/drafts.ts';
import { endpointPage } from './vi/endpoint-page.ts';
import { filing } from './vi/filing.ts';
import { firstSteps } from './vi/first-steps.ts';
import { hearing } from './vi/hearing.ts';
import { library } from './vi/library.ts';
import { links } from './vi/links.ts';
import { listening } from './vi/listening.ts';
import { map } from './vi/map.ts';
import { offline } from './vi/offline.ts';
import { people } from './vi/people.ts';
import { placing } from './vi/placing.ts';
import { plans } from './vi/plans.ts';
import { proof } from './vi/proof.ts';
import { reports } from './vi/reports.ts';
import { royalties } from './vi/royalties.ts';
import { rules } from './vi/rules.ts';
import { speech } from './vi/speech.ts';
import { territory } from './vi/territory.ts';
import { weeks } from './vi/weeks.ts';
import { work } from './vi/work.ts';

/** What is said by pages that are opened later, and by dialogs. */
export const viRest = {
  ...drafts,
  ...library,
  ...hearing,
  ...filing,
  ...placing,
  ...conflicts,
  ...dayEdits,
  ...weeks,
  ...plans,
  ...changes,
  ...administration,
  ...rules,
  ...territory,
  ...offline,
  ...links,
  ...listening,
  ...endpointPage,
  ...firstSteps,
  ...map,
  ...people,
  proof,
  campaignPlan: campaignPlans,
  report: reports,
  royalty: royalties,
  audit,
  work,
  speech,
};
