import type { WorkFigure } from '../../../contract/http/work.ts';
import type { Mark } from '../../ui/shapes.ts';

type Standing = Pick<WorkFigure, 'workers' | 'waiting' | 'running' | 'failed'>;

/** Whether a kind of work gets done: the worst of what holds. */
export function workMark({ workers, waiting, running, failed }: Standing): Mark {
  if (workers === null) return { shape: 'unknown', tone: 'idle', word: 'work.mark.unknown' };
  if (workers === 0)
    return waiting > 0
      ? { shape: 'problem', tone: 'bad', word: 'work.mark.stuck' }
      : { shape: 'offline', tone: 'warn', word: 'work.mark.noWorker' };
  if (failed > 0) return { shape: 'problem', tone: 'warn', word: 'work.mark.failed' };
  if (waiting > 0 || (running ?? 0) > 0)
    return { shape: 'playing', tone: 'accent', word: 'work.mark.busy' };
  return { shape: 'ready', tone: 'good', word: 'work.mark.idle' };
}
