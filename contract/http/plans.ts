import { z } from 'zod';
import { route } from '../route.ts';
import { epochMs, id, localDate, localTime } from '../scalar.ts';
import { broadcast } from './broadcasts.ts';
import { holder } from './outlook.ts';
import { language } from './timetable-change.ts';

/** A row of a plan as it stands there; lines count from 1. */
export const row = z.object({
  line: z.int().min(1).max(1_000_000),
  cells: z.array(z.string().max(10_000)).max(200),
});
export type PlanRowAnswer = z.output<typeof row>;

/** Names a line of a plan: its row, column (0: all of it) and which of several in a cell. */
const lineKey = z.string().regex(/^\d{1,7}-\d{1,3}-\d{1,4}$/);

const named = z.object({ id, name: z.string() });

/** What a person has to look at before a line is taken over. */
const problem = z.object({
  code: z.string(),
  /** What stood there, and what it is held against: for the words of the problem. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  /** Recordings that may be meant. */
  recordings: z.array(named),
});

const understood = z.object({
  /** In words; `null` where that is not known. */
  days: z.string().nullable(),
  first: localDate.nullable(),
  airings: z.array(z.object({ time: localTime.nullable(), session: z.string().nullable() })),
  title: z.string().nullable(),
  programme: z.string().nullable(),
  recording: named.nullable(),
  lengthMs: z.int().nullable(),
  /** `null`: wherever the plan is for. */
  places: z.string().nullable(),
  class: z.enum(['normal', 'priority']),
});

const air = z.object({
  stationName: z.string(),
  date: localDate,
  airs: z.boolean(),
  reason: z.string(),
  startsAt: epochMs.nullable(),
  beatenBy: holder.nullable(),
});

const line = z.object({
  key: lineKey,
  line: z.int(),
  column: z.int().nullable(),
  text: z.string(),
  /**
   * `ready` is taken over; `question` once somebody accepts it; `unfit` cannot be; `already` is there and not
   * doubled; `dropped` was taken out; `skipped` is no item.
   */
  state: z.enum(['ready', 'question', 'unfit', 'already', 'dropped', 'skipped']),
  /** Why a line is no item: `title`, `heading`, `footer` … */
  skipped: z.string().nullable(),
  understood: understood.nullable(),
  problems: z.array(problem),
  /** Why it may not be placed, with the recordings that it is about. */
  fault: z.object({ code: z.string(), recordings: z.array(z.string()) }).nullable(),
  /** What would become of it, for the days that are compiled ahead. */
  air: z.array(air),
});
export type PlanLineAnswer = z.output<typeof line>;
export type PlanProblemAnswer = z.output<typeof problem>;

const planPreview = z.object({
  /** Monday of the week that weekdays without a date were taken for; `null`: the plan names several. */
  monday: localDate.nullable(),
  rows: z.array(row),
  lines: z.array(line),
  /** How many broadcasts this makes. */
  made: z.int(),
  /** Occurrences of others that would be dropped, moved or shortened by it. */
  displaced: z.array(
    z.object({
      title: z.string(),
      ownerAreaName: z.string(),
      stationName: z.string(),
      startedAt: epochMs,
      what: z.enum(['dropped', 'moved', 'shortened']),
    }),
  ),
  displacedCount: z.int(),
  /** The newest change that this knows of, and a name for exactly this; both are given back to save it. */
  seen: id.nullable(),
  plan: z.string(),
  /** Names what was saved, to be taken back by it; `null` where nothing was. */
  change: id.nullable(),
});
export type PlanPreview = z.output<typeof planPreview>;

const where = {
  /** Whose the broadcasts are. */
  areaId: id,
  /** Where they air unless a line says otherwise; `null`: in the whole area. */
  stationId: id.nullable().default(null),
  /** Any day of the week that the plan is for. */
  weekOf: localDate,
};

const rows = route({
  method: 'POST',
  path: '/api/v1/plans/rows',
  summary: 'Read the rows of a plan from a file: .xlsx, CSV or text; nothing is kept',
  access: 'broadcast.place',
  bodyType: 'multipart',
  body: z.object({}),
  answer: z.object({ rows: z.array(row) }),
  errors: ['upload_missing', 'upload_too_large', 'plan_unreadable', 'plan_too_long'],
});

const importPlan = route({
  method: 'POST',
  path: '/api/v1/plans/import',
  summary:
    'Take over a plan of a week, all or none; with dryRun it is only said how it is understood',
  access: 'broadcast.place',
  query: z.object({ language }),
  body: z.object({
    ...where,
    /** As pasted from Word or Excel … */
    text: z.string().max(400_000).default(''),
    /** … or as rows, which go first. */
    rows: z.array(row).max(5000).default([]),
    /** Which recording a line means. */
    choices: z
      .array(z.object({ line: lineKey, recordingId: id }))
      .max(1000)
      .default([]),
    /** Lines whose questions somebody has answered with yes. */
    accept: z.array(lineKey).max(1000).default([]),
    /** Lines that somebody does not want. */
    drop: z.array(lineKey).max(1000).default([]),
    /** What is still open is left out. */
    leaveOut: z.boolean().default(false),
    dryRun: z.boolean().default(false),
    seen: id.nullable().default(null),
    /** As the preview gave it; saving the same twice saves it once. */
    plan: z.string().max(64).nullable().default(null),
  }),
  answer: planPreview,
  errors: [
    'area_not_found',
    'station_not_found',
    'plan_too_long',
    'plan_empty',
    'plan_unclear',
    'plan_changed',
    'timetable_changed',
  ],
});

const { title, programmeId, placement, dates, items, targets } = broadcast.shape;

const quickLine = route({
  method: 'POST',
  path: '/api/v1/plans/quick-line',
  summary: 'Understand one typed line, such as "17h t3 t5 giảm nghèo xóm 4"; nothing is saved',
  access: 'broadcast.place',
  query: z.object({ language }),
  body: z.object({ ...where, text: z.string().max(500) }),
  answer: z.object({
    line,
    /** What of a broadcast it says. */
    draft: z.object({
      title: title.nullable(),
      programmeId,
      class: broadcast.shape.class.nullable(),
      placement: placement.nullable(),
      dates: dates.nullable(),
      items: z.union([items, z.tuple([])]),
      targets,
    }),
  }),
  errors: ['area_not_found', 'station_not_found'],
});
export type QuickLineAnswer = z.output<NonNullable<Exclude<typeof quickLine.answer, string>>>;

export const planRoutes = { rows, import: importPlan, quickLine };
