import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { api } from './api.ts';
import { area } from './http/areas.ts';
import { me } from './http/auth.ts';
import { broadcast, item, outlook, overflow, placement, targets } from './http/broadcasts.ts';
import { dayMode, dayModePeriod } from './http/day-modes.ts';
import { delivery, endpoint, incident } from './http/endpoints.ts';
import { group } from './http/groups.ts';
import { guard, guardRule } from './http/guards.ts';
import { holiday } from './http/holidays.ts';
import { asRunRow, occurrence } from './http/occurrences.ts';
import { campaign } from './http/campaigns.ts';
import { partner } from './http/partners.ts';
import { programme } from './http/programmes.ts';
import { quietHours } from './http/quiet-hours.ts';
import { recording, recordingVersion, rendition } from './http/recording.ts';
import { ruleOutlook } from './http/rule-change.ts';
import { session } from './http/sessions.ts';
import { speech, speechWord, spokenSentence } from './http/speech.ts';
import { station } from './http/stations.ts';
import { user } from './http/users.ts';
import { problem } from './problem.ts';
import { recurrence } from './recurrence.ts';
import type { Route } from './route.ts';
import { stationRoutes } from './station/exchange.ts';

/** What several routes carry is described once. */
const schemas = {
  Area: area,
  AsRunRow: asRunRow,
  Broadcast: broadcast,
  Recurrence: recurrence,
  BroadcastItem: item,
  Overflow: overflow,
  DayMode: dayMode,
  DayModePeriod: dayModePeriod,
  Delivery: delivery,
  Endpoint: endpoint,
  Group: group,
  Guard: guard,
  GuardRule: guardRule,
  Holiday: holiday,
  Incident: incident,
  Me: me,
  Occurrence: occurrence,
  Outlook: outlook,
  Placement: placement,
  Problem: problem,
  Programme: programme,
  QuietHours: quietHours,
  Recording: recording,
  Campaign: campaign,
  Partner: partner,
  RecordingVersion: recordingVersion,
  Rendition: rendition,
  RuleOutlook: ruleOutlook,
  Session: session,
  Speech: speech,
  SpeechWord: speechWord,
  SpokenSentence: spokenSentence,
  Station: station,
  Targets: targets,
  User: user,
};

type Operation = Record<string, unknown>;

/** The OpenAPI 3.1 description of every route, made from the same values that the router binds. */
export function buildOpenApi() {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [tag, routes] of Object.entries({ ...api, station: stationRoutes }))
    for (const [name, route] of Object.entries<Route>(routes)) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = {
        ...paths[path],
        [route.method.toLowerCase()]: operation(tag, name, route),
      };
    }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Loa',
      version: '1',
      description:
        'Scheduling for commune loudspeakers. Problems are RFC 9457 with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: { schemas },
  });
}

function operation(tag: string, name: string, route: Route): Operation {
  const status = String(route.status ?? 200);
  return {
    tags: [tag],
    operationId: `${tag}_${name}`,
    summary: route.summary,
    description: describe(route),
    requestParams: {
      ...(route.params ? { path: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
    },
    ...(route.body ? { requestBody: requestBody(route) } : {}),
    responses: {
      [status]: status === '204' ? { description: 'Done' } : answer(route),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  };
}

function requestBody(route: Route) {
  const type = route.bodyType === 'multipart' ? 'multipart/form-data' : 'application/json';
  const isFile = route.bodyType === 'multipart' && route.body instanceof z.ZodObject;
  const schema = isFile
    ? (route.body as z.ZodObject).extend({
        file: z.string().meta({ description: 'The file itself, last', format: 'binary' }),
      })
    : route.body;
  return { required: true, content: { [type]: { schema } } };
}

function answer(route: Route) {
  return typeof route.answer === 'string'
    ? { description: 'The bytes', content: { [route.answer]: {} } }
    : { description: 'Done', content: { 'application/json': { schema: route.answer } } };
}

function describe(route: Route): string {
  const access =
    route.access === 'public' || route.access === 'signed-in'
      ? `Access: ${route.access}.`
      : `Access: \`${route.access}\` in the area concerned.`;
  const errors = route.errors?.map((code) => `\`${code}\``).join(', ');
  return errors ? `${access} Problems: ${errors}.` : access;
}
