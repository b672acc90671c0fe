import { expect, it } from 'vitest';
import { z } from 'zod';
import { api } from '../../../contract/api.ts';
import type { Route } from '../../../contract/route.ts';

/** Lists that are told whole, each with what bounds it. */
const bounded: Record<string, string> = {
  'airReport.lines': 'days of a year, or a line for each station or name to file under',
  'calendars.list': 'links of one station',
  'dayMarks.list': 'the days that are asked for',
  'declarations.listLinks': 'links of one endpoint',
  'doubts.gaps': 'the latest',
  'endpointPages.healthDays': 'sixty days of one endpoint',
  'endpoints.summary': 'four counts for each station',
  'faults.list': 'the latest, 500 at most',
  'listening.listLinks': 'links of one endpoint',
  'occurrences.list': 'a week; the console names the stations in sight',
  'occurrences.occasions': 'a week of one broadcast',
  'outages.list': 'the latest; one for all that went together',
  'playerLinks.list': 'links of one endpoint',
  'readiness.ofDay': 'sessions of one day',
  'recordings.listUses': 'the next 100',
  'recordings.listVersions': 'versions of one recording',
  'reports.plays': 'days of a year, or a line for each area or name to file under',
  'royalties.lines': 'a line for each contributor or genre',
  'royalties.rates': 'what the office has agreed on',
  'soundProfiles.list': 'profiles that are built in',
  'speech.listVoices': 'voices that are installed',
  'tokens.list': 'one person’s own',
  'uploads.list': 'one person’s own, within their room',
  'weeks.get': 'a week of one commune',
  'weeks.list': 'communes that wait for one person',
  'work.figures': 'kinds of work',
};

const lists = Object.entries(api).flatMap(([tag, group]) =>
  Object.entries(group as Record<string, Route>)
    .filter(([, { method, answer }]) => method === 'GET' && holdsItems(answer))
    .map(([name, route]) => [`${tag}.${name}`, route] as const),
);

function holdsItems(answer: Route['answer']): boolean {
  return answer instanceof z.ZodObject && answer.shape['items'] instanceof z.ZodArray;
}

function isPaged({ query, answer }: Route): boolean {
  if (!(query instanceof z.ZodObject) || !(answer instanceof z.ZodObject)) return false;
  const limit = query.shape['limit'] as z.ZodType | undefined;
  return 'next' in answer.shape && limit?.safeParse(10_000).success === false;
}

it('tells no list whole that grows with the country', () => {
  const whole = lists.filter(([, route]) => !isPaged(route)).map(([name]) => name);
  expect(whole.sort()).toEqual(Object.keys(bounded).sort());
  expect(lists.length - whole.length).toBeGreaterThan(20);
});
