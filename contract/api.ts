import { airReportRoutes } from './http/air-report.ts';
import { approvalRoutes } from './http/approvals.ts';
import { areaSumRoutes } from './http/area-sums.ts';
import { areaRoutes } from './http/areas.ts';
import { auditRoutes } from './http/audit.ts';
import { authRoutes } from './http/auth.ts';
import { broadcastRoutes } from './http/broadcasts.ts';
import { bundleRoutes } from './http/bundles.ts';
import { calendarRoutes } from './http/calendars.ts';
import { campaignPlanRoutes } from './http/campaign-plans.ts';
import { campaignRoutes } from './http/campaigns.ts';
import { dayMarkRoutes } from './http/day-marks.ts';
import { dayModeRoutes } from './http/day-modes.ts';
import { declarationRoutes } from './http/declarations.ts';
import { decisionRoutes } from './http/decisions.ts';
import { endpointListRoutes } from './http/endpoint-lists.ts';
import { doubtRoutes } from './http/doubts.ts';
import { endpointPageRoutes } from './http/endpoint-page.ts';
import { endpointRoutes } from './http/endpoints.ts';
import { expectedSoundRoutes } from './http/expected-sounds.ts';
import { faultRoutes } from './http/faults.ts';
import { firstStepsRoutes } from './http/first-steps.ts';
import { groupRoutes } from './http/groups.ts';
import { guardRoutes } from './http/guards.ts';
import { holidayRoutes } from './http/holidays.ts';
import { historyRoutes } from './http/history.ts';
import { listeningRoutes } from './http/listening.ts';
import { liveRoutes } from './http/live.ts';
import { occurrenceRoutes } from './http/occurrences.ts';
import { offerRoutes } from './http/offers.ts';
import { outageRoutes } from './http/outages.ts';
import { partnerRoutes } from './http/partners.ts';
import { playerLinkRoutes } from './http/player-links.ts';
import { planRoutes } from './http/plans.ts';
import { prelisteningRoutes } from './http/prelistening.ts';
import { programmeRoutes } from './http/programmes.ts';
import { quietHoursRoutes } from './http/quiet-hours.ts';
import { readinessRoutes } from './http/readiness.ts';
import { todayRoutes } from './http/today.ts';
import { recordingRoutes } from './http/recordings.ts';
import { recurrenceRoutes } from './http/recurrences.ts';
import { reportRoutes } from './http/reports.ts';
import { royaltyRoutes } from './http/royalties.ts';
import { sampleRoutes } from './http/sample.ts';
import { sessionRoutes } from './http/sessions.ts';
import { soundProfileRoutes } from './http/sound-profiles.ts';
import { speechRoutes } from './http/speech.ts';
import { standingAnswerRoutes } from './http/standing-answers.ts';
import { stationRoutes } from './http/stations.ts';
import { templateRoutes } from './http/templates.ts';
import { timetableExportRoutes } from './http/timetable-export.ts';
import { tokenRoutes } from './http/tokens.ts';
import { uploadRoutes } from './http/uploads.ts';
import { userRoutes } from './http/users.ts';
import { weekRoutes } from './http/weeks.ts';
import { windowRoutes } from './http/windows.ts';
import { workRoutes } from './http/work.ts';

/** Every route for people and scripts, by resource. */
export const api = {
  auth: authRoutes,
  tokens: tokenRoutes,
  users: userRoutes,
  areas: areaRoutes,
  stations: stationRoutes,
  calendars: calendarRoutes,
  endpoints: endpointRoutes,
  endpointPages: endpointPageRoutes,
  expectedSounds: expectedSoundRoutes,
  prelistening: prelisteningRoutes,
  endpointLists: endpointListRoutes,
  bundles: bundleRoutes,
  declarations: declarationRoutes,
  listening: listeningRoutes,
  playerLinks: playerLinkRoutes,
  outages: outageRoutes,
  faults: faultRoutes,
  firstSteps: firstStepsRoutes,
  doubts: doubtRoutes,
  sample: sampleRoutes,
  sessions: sessionRoutes,
  quietHours: quietHoursRoutes,
  guards: guardRoutes,
  dayModes: dayModeRoutes,
  dayMarks: dayMarkRoutes,
  holidays: holidayRoutes,
  groups: groupRoutes,
  programmes: programmeRoutes,
  campaigns: campaignRoutes,
  campaignPlans: campaignPlanRoutes,
  partners: partnerRoutes,
  recordings: recordingRoutes,
  approvals: approvalRoutes,
  uploads: uploadRoutes,
  live: liveRoutes,
  soundProfiles: soundProfileRoutes,
  speech: speechRoutes,
  broadcasts: broadcastRoutes,
  history: historyRoutes,
  templates: templateRoutes,
  timetableExport: timetableExportRoutes,
  plans: planRoutes,
  recurrences: recurrenceRoutes,
  occurrences: occurrenceRoutes,
  areaSums: areaSumRoutes,
  offers: offerRoutes,
  decisions: decisionRoutes,
  standingAnswers: standingAnswerRoutes,
  windows: windowRoutes,
  weeks: weekRoutes,
  readiness: readinessRoutes,
  today: todayRoutes,
  reports: reportRoutes,
  airReport: airReportRoutes,
  royalties: royaltyRoutes,
  audit: auditRoutes,
  work: workRoutes,
};
