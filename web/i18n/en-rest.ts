import { administration } from './en/administration.ts';
import { audit } from './en/audit.ts';
import { campaignPlans } from './en/campaign-plans.ts';
import { changes } from './en/changes.ts';
import { conflicts } from './en/conflicts.ts';
import { dayEdits } from './en/day-edits.ts';
import { drafts } from './en/drafts.ts';
import { endpointPage } from './en/endpoint-page.ts';
import { filing } from './en/filing.ts';
import { firstSteps } from './en/first-steps.ts';
import { hearing } from './en/hearing.ts';
import { library } from './en/library.ts';
import { links } from './en/links.ts';
import { listening } from './en/listening.ts';
import { map } from './en/map.ts';
import { offline } from './en/offline.ts';
import { people } from './en/people.ts';
import { placing } from './en/placing.ts';
import { plans } from './en/plans.ts';
import { proof } from './en/proof.ts';
import { reports } from './en/reports.ts';
import { royalties } from './en/royalties.ts';
import { rules } from './en/rules.ts';
import { speech } from './en/speech.ts';
import { territory } from './en/territory.ts';
import { weeks } from './en/weeks.ts';
import { work } from './en/work.ts';

/** What is said by pages that are opened later, and by dialogs. */
export const enRest = {
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
