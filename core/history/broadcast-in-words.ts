import type { Placement } from '../broadcast/broadcast.ts';
import type { Item } from '../broadcast/item.ts';
import { inWords, type Language } from '../recurrence/in-words.ts';
import { repetitionOf } from '../recurrence/slots.ts';
import { broadcastWordsEn } from './broadcast-words-en.ts';
import { broadcastWordsVi } from './broadcast-words-vi.ts';
import type { BroadcastWords } from './broadcast-words.ts';
import type { BroadcastChange } from './diff-broadcast.ts';
import { lengthText } from './length-text.ts';

/** Names of what a broadcast names by id. */
export interface BroadcastNames {
  recording: (id: string) => string;
  /** Of an area, a station, a group or an endpoint. */
  place: (id: string) => string;
  programme: (id: string) => string;
  campaign: (id: string) => string;
}

/** Places are named up to so many; of the others the number is told. */
const mostNames = 3;

/** Says what a version changes, one short phrase each. */
export function broadcastInWords(
  changes: readonly BroadcastChange[],
  language: Language,
  names: BroadcastNames,
): string[] {
  const words = language === 'vi' ? broadcastWordsVi : broadcastWordsEn;
  const fill = { words, names, language };
  return changes.flatMap((change) => changeInWords(change, fill));
}

interface Fill {
  words: BroadcastWords;
  names: BroadcastNames;
  language: Language;
}

function changeInWords(change: BroadcastChange, fill: Fill): string[] {
  const { words, names, language } = fill;
  const orNothing = (id: string | null, nameOf: (id: string) => string) =>
    id === null ? words.nothing : nameOf(id);
  switch (change.field) {
    case 'made': {
      const { placement, dates } = change;
      return [words.made(placementText(placement, words), inWords(dates, language))];
    }
    case 'urgent':
      return [words.urgent];
    case 'state':
      return [change.to === 'withdrawn' ? words.withdrawn : words.restored];
    case 'title':
      return [words.renamed(change.from, change.to)];
    case 'class':
      return [words.fromTo('class', words.class[change.from], words.class[change.to])];
    case 'placement': {
      const [from, to] = [change.from, change.to].map((one) => placementText(one, words));
      return [words.fromTo('placement', from ?? '', to ?? '')];
    }
    case 'dates': {
      const [from, to] = [inWords(change.from, language), inWords(change.to, language)];
      return [words.fromTo('dates', from, to)];
    }
    case 'ownerAreaId':
      return [words.fromTo('owner', names.place(change.from), names.place(change.to))];
    case 'programmeId': {
      const nameOf = (id: string | null) => orNothing(id, names.programme);
      return [words.fromTo('programme', nameOf(change.from), nameOf(change.to))];
    }
    case 'campaignId': {
      const nameOf = (id: string | null) => orNothing(id, names.campaign);
      return [words.fromTo('campaign', nameOf(change.from), nameOf(change.to))];
    }
    case 'overflow':
      return [words.fromTo('overflow', words.overflow(change.from), words.overflow(change.to))];
    case 'whenBeaten':
    case 'afterInterrupt':
      return [choiceInWords(change, words)];
    case 'volumePercent':
      return [words.fromTo('volume', words.volume(change.from), words.volume(change.to))];
    case 'items':
      return itemsInWords(change, fill);
    case 'day':
      return [dayInWords(change, fill)];
    case 'targets':
      return targetsInWords(change, fill);
  }
}

type ChangeOf<Field> = Extract<BroadcastChange, { field: Field }>;

function choiceInWords(
  change: ChangeOf<'whenBeaten'> | ChangeOf<'afterInterrupt'>,
  words: BroadcastWords,
): string {
  if (change.field === 'whenBeaten') {
    const { whenBeaten } = words;
    return words.fromTo('whenBeaten', whenBeaten[change.from], whenBeaten[change.to]);
  }
  const { afterInterrupt } = words;
  return words.fromTo('afterInterrupt', afterInterrupt[change.from], afterInterrupt[change.to]);
}

function placementText(placement: Placement, words: BroadcastWords): string {
  if (placement.kind === 'now') return words.now;
  if (placement.kind === 'session')
    return words.inSession(placement.sessionKey, placement.part, placement.order);
  const isHard = placement.start === 'hard';
  const repeated = placement.slots.length > 2 ? repetitionOf(placement.slots) : null;
  if (repeated) return words.atEvery(repeated, isHard);
  return words.atTimes(
    placement.slots.map(({ time }) => time),
    isHard,
  );
}

function itemsInWords({ added, removed }: ChangeOf<'items'>, fill: Fill): string[] {
  const { words } = fill;
  if (added.length + removed.length === 0) return [words.itemsReordered];
  return [
    ...(added.length > 0 ? [words.itemsAdded(itemNames(added, fill))] : []),
    ...(removed.length > 0 ? [words.itemsRemoved(itemNames(removed, fill))] : []),
  ];
}

function itemNames(items: readonly Item[], { words, names }: Fill): string {
  return words.list(
    items.map((item) => {
      switch (item.type) {
        case 'recording':
          return words.recording(names.recording(item.recordingId));
        case 'pool':
          return words.pool(names.programme(item.programmeId), lengthText(item.fillMs));
        case 'relay':
          return words.relay(lengthText(item.durationMs), item.recordAt);
        case 'input':
        case 'silence':
          return words[item.type](lengthText(item.durationMs));
      }
    }),
  );
}

function dayInWords({ date, to }: ChangeOf<'day'>, fill: Fill): string {
  const { words } = fill;
  if (to === null) return words.dayAsAlways(date);
  const { title, placement, items } = to;
  return words.day(date, [
    ...(title === undefined ? [] : [words.title(title)]),
    ...(placement === undefined ? [] : [placementText(placement, words)]),
    ...(items === undefined ? [] : [words.content(itemNames(items, fill))]),
  ]);
}

function targetsInWords(change: ChangeOf<'targets'>, { words, names }: Fill): string[] {
  const say = (ids: readonly string[], spell: (names: string) => string) => {
    if (ids.length === 0) return [];
    const shown = words.list(ids.slice(0, mostNames).map((id) => names.place(id)));
    const more = ids.length - mostNames;
    return [spell(more > 0 ? words.andMore(shown, more) : shown)];
  };
  return [
    ...say(change.added, words.targetsAdded),
    ...say(change.removed, words.targetsRemoved),
    ...say(change.excepted, words.excepted),
    ...say(change.readmitted, words.readmitted),
  ];
}
