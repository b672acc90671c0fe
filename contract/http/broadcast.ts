import { z } from 'zod';
import { slotLimits } from '../../core/recurrence/slots.ts';
import { partTiers } from '../../core/session/session.ts';
import { recurrence } from '../recurrence.ts';
import { epochMs, id, label, localDate, localTime } from '../scalar.ts';

const slot = z.object({ id: z.string().regex(/^[a-z0-9_]{1,32}$/), time: localTime });

export const placement = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('session'),
    sessionKey: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
    part: z.enum(partTiers),
    order: z.int().min(0).max(10_000),
  }),
  z.object({
    kind: z.literal('at'),
    /** Wall times of the day; several where it is repeated ("lặp N lần cách M phút"). */
    slots: z.array(slot).min(1).max(slotLimits.times),
    start: z.enum(['hard', 'soft']),
    maxDelayMs: z.int().min(0).max(86_400_000),
  }),
  z.object({
    kind: z.literal('now'),
    /** Set by the server when it is saved. */
    atMs: epochMs.default(0),
    interrupts: z.boolean(),
  }),
]);

const sound = { durationMs: z.int().min(1000).max(14_400_000) };
export const item = z.discriminatedUnion('type', [
  z.object({ type: z.literal('recording'), recordingId: id }),
  z.object({
    type: z.literal('pool'),
    programmeId: id,
    fillMs: z.int().min(30_000).max(14_400_000),
    language: z.string().max(16).nullable(),
    minMs: z.int().min(0).nullable(),
    maxMs: z.int().min(1000).nullable(),
    restDays: z.int().min(0).max(365),
  }),
  z.object({
    type: z.literal('relay'),
    ...sound,
    url: z.url({ protocol: /^https?$/ }).max(2000),
    delayMs: z.int().min(0).max(300_000),
    fallbackRecordingId: id.nullable(),
    carry: z.enum(['live', 'recorded']),
    /** Wall time at which the programme to be recorded is on; `null` for a live relay. */
    recordAt: localTime.nullable().default(null),
  }),
  z.object({ type: z.literal('input'), ...sound, input: z.enum(['line', 'fm', 'microphone']) }),
  z.object({ type: z.literal('silence'), durationMs: z.int().min(100).max(600_000) }),
]);
const items = z.array(item).min(1).max(100);

/** Longest relay that is recorded: the longest recording that is taken. */
export const longestRecordedMs = 10_800_000;

/** As somebody asks for it: a relay is recorded at a time, or carried live at none. */
export const askedItem = item.superRefine((given, context) => {
  if (given.type !== 'relay') return;
  const isRecorded = given.carry === 'recorded';
  const fault = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (isRecorded && given.recordAt === null)
    fault('recordAt', 'when the programme is on is missing');
  if (!isRecorded && given.recordAt !== null) fault('recordAt', 'a live relay has none');
  if (isRecorded && given.durationMs > longestRecordedMs)
    fault('durationMs', 'longer than what is recorded');
});
const askedItems = z.array(askedItem).min(1).max(100);

/** What a day that is edited by itself has otherwise; what is left out is as on every other day. */
const dayFields = {
  title: label.optional(),
  placement: placement.optional(),
  items: items.optional(),
};
const override = z.object({ date: localDate, ...dayFields });
export const askedDay = { ...dayFields, items: askedItems.optional() };

export const overflow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next'), withinDays: z.int().min(0).max(7) }),
  z.object({ kind: z.literal('skip') }),
  z.object({ kind: z.literal('ask') }),
]);

const ids = z.array(id).max(10_000);
export const targets = z.object({
  areas: ids,
  stations: ids,
  endpoints: ids,
  groups: ids.default([]),
  except: ids,
});

const fields = {
  title: label,
  programmeId: id.nullable(),
  /** Whose broadcast it is: its tier is its authority. */
  ownerAreaId: id,
  class: z.enum(['normal', 'priority']),
  campaignId: id.nullable().default(null),
  placement,
  dates: recurrence,
  items,
  overrides: z.array(override).max(400).default([]),
  targets,
  overflow: overflow.default({ kind: 'skip' }),
  whenBeaten: z.enum(['queue', 'skip', 'shorten']),
  afterInterrupt: z.enum(['resume', 'restart', 'drop']).default('restart'),
  volumePercent: z.int().min(1).max(100).nullable().default(null),
};

/** As somebody asks for it. */
export const asked = {
  ...fields,
  items: askedItems,
  overrides: z
    .array(z.object({ date: localDate, ...askedDay }))
    .max(400)
    .default([]),
};

export const broadcast = z.object({
  id,
  ...fields,
  state: z.enum(['active', 'withdrawn']),
  /** The series that it goes on with from a day on. */
  predecessorId: id.nullable(),
  /** When it was put into frozen air by a person. */
  urgentSince: epochMs.nullable(),
  /** Goes up with each change; an edit names the one that it saw. */
  version: z.int(),
  authorId: id,
  updatedAt: epochMs,
});
export type BroadcastAnswer = z.output<typeof broadcast>;
