/** 0 or 1: SQLite has no booleans. */
export type Flag = 0 | 1;
/** Epoch ms, UTC. */
export type Instant = number;
/** `YYYY-MM-DD`. */
export type Day = string;
/** JSON text, parsed by the repo that owns the table. */
export type JsonText = string;
