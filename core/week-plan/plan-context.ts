import type { LocalDate, LocalTime } from '../time/zoned.ts';

/** What is known where a plan is read: the week in view, and all that its words may name. */
export interface PlanContext {
  today: LocalDate;
  /** Any day of the week that the plan is for. */
  weekOf: LocalDate;
  sessions: readonly PlanSession[];
  programmes: readonly PlanProgramme[];
  recordings: readonly PlanRecording[];
  areas: readonly PlanArea[];
}

export interface PlanSession {
  key: string;
  name: string;
  startsAt: LocalTime;
}

export interface PlanProgramme {
  id: string;
  name: string;
  /** Two letters. */
  tag: string;
}

export interface PlanRecording {
  id: string;
  title: string;
  programmeId: string | null;
  durationMs: number;
}

export interface PlanArea {
  id: string;
  name: string;
  /** The field's word for its level: xã, thôn, xóm … */
  kind: string;
}
