import { sql } from 'kysely';

/** Of a stop's occurrence, the day that it is named by: it follows the broadcast's id, and a slot may follow it. */
export const stoppedDay = sql<string>`substr(stop.occurrence, instr(stop.occurrence, '-') + 1, 10)`;
