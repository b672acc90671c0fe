import type { Verdict } from '../../../core/verdict/verdict.ts';
import type { Mark } from '../../ui/shapes.ts';

/**
 * How a verdict is shown. Only proof wears green: what was merely sent, is merely planned, or is not
 * known has its own open shape.
 */
const marks: Record<Verdict, Omit<Mark, 'word'>> = {
  due: { shape: 'due', tone: 'idle' },
  played: { shape: 'done', tone: 'good' },
  late: { shape: 'late', tone: 'warn' },
  partial: { shape: 'half', tone: 'warn' },
  preempted: { shape: 'overtaken', tone: 'warn' },
  skipped: { shape: 'barred', tone: 'warn' },
  stopped: { shape: 'stopped', tone: 'idle' },
  delivered: { shape: 'sent', tone: 'accent' },
  declared: { shape: 'said', tone: 'accent' },
  declared_missed: { shape: 'denied', tone: 'warn' },
  awaiting_report: { shape: 'unknown', tone: 'idle' },
  offline: { shape: 'offline', tone: 'bad' },
  missed: { shape: 'missed', tone: 'bad' },
};

export function verdictMark(verdict: Verdict): Mark {
  return { ...marks[verdict], word: `verdict.${verdict}` };
}
