import type { PartTier } from '../session/session.ts';
import { wordsEn } from '../recurrence/words-en.ts';
import type { BroadcastWords } from './broadcast-words.ts';

const SESSIONS: Readonly<Record<string, string>> = {
  morning: 'morning session',
  noon: 'noon session',
  afternoon: 'afternoon session',
  evening: 'evening session',
};
const PARTS: Readonly<Record<PartTier, string>> = {
  relay: 'relay part',
  above: 'part from above',
  own: 'own part',
};
const startOf = (isHard: boolean) => (isHard ? 'on the dot' : 'after what plays');

export const broadcastWordsEn: BroadcastWords = {
  made: (placement, days) => `made: ${placement}; ${days}`,
  withdrawn: 'withdrawn',
  restored: 'airs again',
  urgent: 'put into air that was settled already',
  renamed: (from, to) => `renamed from “${from}” to “${to}”`,
  fromTo: (field, from, to) => `${broadcastWordsEn.fields[field]}: ${from} → ${to}`,
  fields: {
    class: 'class',
    placement: 'place',
    dates: 'days',
    owner: 'on behalf of',
    programme: 'programme',
    campaign: 'campaign',
    overflow: 'without room',
    whenBeaten: 'at the same time as others',
    afterInterrupt: 'after an interruption',
    volume: 'volume',
  },
  nothing: 'none',
  class: { normal: 'normal', priority: 'priority' },
  overflow: (overflow) => {
    if (overflow.kind === 'next') {
      const { withinDays } = overflow;
      return `next session, within ${withinDays} ${withinDays === 1 ? 'day' : 'days'}`;
    }
    return overflow.kind === 'skip' ? 'leave it out' : 'ask';
  },
  whenBeaten: { queue: 'queue after', skip: 'leave it out', shorten: 'shorten' },
  afterInterrupt: { resume: 'go on', restart: 'begin again', drop: 'leave it' },
  volume: (percent) => (percent === null ? 'as the loudspeaker is set' : `${percent}%`),

  inSession: (key, part, order) =>
    `${SESSIONS[key] ?? `session ${key}`}, ${PARTS[part]}, position ${order}`,
  atTimes: (times, isHard) => `${wordsEn.list(times)}, ${startOf(isHard)}`,
  atEvery: ({ time, times, gapMinutes }, isHard) =>
    `${times} times from ${time}, ${gapMinutes} minutes apart, ${startOf(isHard)}`,
  now: 'at once',

  itemsAdded: (names) => `${names} added`,
  itemsRemoved: (names) => `${names} taken out`,
  itemsReordered: 'recordings in another order',
  recording: (title) => `“${title}”`,
  pool: (programme, length) => `${length} chosen from ${programme}`,
  relay: (length, recordAt) =>
    recordAt === null ? `relay of ${length}` : `relay of ${length}, recorded at ${recordAt}`,
  input: (length) => `local input of ${length}`,
  silence: (length) => `silence of ${length}`,

  day: (date, what) => `${wordsEn.date(date)} only: ${what.join(', ')}`,
  dayAsAlways: (date) => `${wordsEn.date(date)} as every day again`,
  title: (title) => `called “${title}”`,
  content: (names) => `airs ${names}`,

  targetsAdded: (names) => `also for ${names}`,
  targetsRemoved: (names) => `no more for ${names}`,
  excepted: (names) => `except ${names}`,
  readmitted: (names) => `no more except ${names}`,
  list: (names) => wordsEn.list(names),
  andMore: (names, count) => `${names} and ${count} more`,
};
