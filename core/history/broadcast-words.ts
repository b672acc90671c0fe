import type { Broadcast, Overflow } from '../broadcast/broadcast.ts';
import type { BroadcastClass } from '../playlist/playlist.ts';
import type { PartTier } from '../session/session.ts';
import type { LocalDate, LocalTime } from '../time/zoned.ts';

/** What a language says of changes of a broadcast; the parts are put together by `broadcastInWords`. */
export interface BroadcastWords {
  /** Where or when it is put, and on which days. */
  made: (placement: string, days: string) => string;
  withdrawn: string;
  restored: string;
  urgent: string;
  renamed: (from: string, to: string) => string;
  /** A field with what it was and what it is. */
  fromTo: (field: keyof BroadcastWords['fields'], from: string, to: string) => string;
  fields: Readonly<
    Record<
      | 'class'
      | 'placement'
      | 'dates'
      | 'owner'
      | 'programme'
      | 'campaign'
      | 'overflow'
      | 'whenBeaten'
      | 'afterInterrupt'
      | 'volume',
      string
    >
  >;
  nothing: string;
  class: Readonly<Record<BroadcastClass, string>>;
  overflow: (overflow: Overflow) => string;
  whenBeaten: Readonly<Record<Broadcast['whenBeaten'], string>>;
  afterInterrupt: Readonly<Record<Broadcast['afterInterrupt'], string>>;
  volume: (percent: number | null) => string;

  inSession: (key: string, part: PartTier, order: number) => string;
  atTimes: (times: readonly LocalTime[], isHard: boolean) => string;
  atEvery: (
    repeated: { time: LocalTime; times: number; gapMinutes: number },
    isHard: boolean,
  ) => string;
  now: string;

  itemsAdded: (names: string) => string;
  itemsRemoved: (names: string) => string;
  itemsReordered: string;
  recording: (title: string) => string;
  pool: (programme: string, length: string) => string;
  /** `recordAt` where the server records it. */
  relay: (length: string, recordAt: string | null) => string;
  input: (length: string) => string;
  silence: (length: string) => string;

  /** A day of its own, with what is other on it. */
  day: (date: LocalDate, what: readonly string[]) => string;
  dayAsAlways: (date: LocalDate) => string;
  title: (title: string) => string;
  content: (names: string) => string;

  targetsAdded: (names: string) => string;
  targetsRemoved: (names: string) => string;
  excepted: (names: string) => string;
  readmitted: (names: string) => string;
  list: (names: readonly string[]) => string;
  /** `names`, and so many more. */
  andMore: (names: string, count: number) => string;
}
