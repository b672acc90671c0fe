import type { Broadcast, Override } from '../broadcast/broadcast.ts';

/** What a broadcast is apart from its name and its days. */
export type WeekBody = Omit<Broadcast, 'id' | 'version' | 'dates' | 'overrides' | 'urgentSince'> & {
  programmeId: string | null;
  campaignId: string | null;
};

/** A broadcast with what is filed of it. */
export type FiledBroadcast = Broadcast & Pick<WeekBody, 'programmeId' | 'campaignId'>;

/** What a day has otherwise. */
export type DayContent = Omit<Override, 'date'>;

/** Something of a week that does not recur by itself; days count from its Monday, 0 to 6. */
export type WeekEntry =
  | {
      kind: 'broadcast';
      /** What it was taken from: the same origin in the same week is the same thing. */
      origin: string;
      body: WeekBody;
      /** In order, each once. */
      days: readonly number[];
      edited: readonly { day: number; content: DayContent }[];
    }
  /** A day of a series that was edited, left out, or added to it. */
  | { kind: 'edited'; broadcastId: string; title: string; day: number; content: DayContent }
  | { kind: 'left_out' | 'extra'; broadcastId: string; title: string; day: number };
