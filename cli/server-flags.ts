/**
 * Node flags of the server: room for what lives shortly, in MiB a half. Beside reports and compiles most of it is
 * then gone before the slow collection, which holds up polls for tens of ms, ever sees it.
 */
export const serverFlags = ['--max-semi-space-size=32'];
