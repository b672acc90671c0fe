const place = globalThis as { __zod_globalConfig?: { jitless?: boolean } };

// Without this, zod tries `new Function`, which our content policy reports. Said where zod looks for it when it comes,
// long after the first page: `z.config` would bring all of it along.
Object.assign((place.__zod_globalConfig ??= {}), { jitless: true });
