import { begin } from './0001-begin.ts';
import { library } from './0002-library.ts';
import { playDay } from './0003-play-day.ts';
import { timetable } from './0004-timetable.ts';
import { say } from './0006-say.ts';

/** In order; a landed migration is never changed, only followed. */
export const migrations = [begin, library, playDay, timetable, say];
