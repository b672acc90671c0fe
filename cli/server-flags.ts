/**
 * Node flags of the server. Room for what lives shortly, in MiB a half: beside reports and compiles most of it is
 * then gone before the slow collection, which holds up polls for tens of ms, ever sees it. And leave for its threads
 * to collect at once what a long question left behind.
 */
export const serverFlags = ['--max-semi-space-size=16', '--expose-gc'];

/** What the server's environment adds. Each thread with a heap of glibc's own would keep what it once took. */
export const serverEnv = { MALLOC_ARENA_MAX: '2' };
