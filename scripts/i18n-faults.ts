/** Message key → text. */
export type Messages = ReadonlyMap<string, string>;

/** A source file of the console. */
export interface Source {
  path: string;
  text: string;
}

/** Flattens nested message objects to dotted keys. */
export function readMessages(value: unknown, prefix = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[prefix, String(value)]]);
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    ...readMessages(inner, prefix === '' ? key : `${prefix}.${key}`),
  ]);
  return new Map(entries);
}

/** Keys that one language lacks, empty texts, and texts whose placeholders differ. */
export function messageFaults(languages: Record<string, Messages>): string[] {
  const all = Object.entries(languages);
  const keys = new Set(all.flatMap(([, messages]) => [...messages.keys()]));
  return [...keys].flatMap((key) => {
    const lacking = all.filter(([, messages]) => !messages.get(key)?.trim());
    if (lacking.length > 0) return lacking.map(([name]) => `${name}: no text for ${key}`);
    const placeholders = new Set(
      all.map(([, messages]) => placeholdersOf(messages.get(key) ?? '')),
    );
    return placeholders.size > 1 ? [`${key}: the languages differ in placeholders`] : [];
  });
}

function placeholdersOf(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort().join();
}

/**
 * Keys that the sources ask for and nobody wrote, and texts that nobody asks for. A key put together
 * at run time (`t(`verdict.${v}`)`) asks for all that begin alike.
 */
export function usageFaults(messages: Messages, sources: readonly Source[]): string[] {
  const unwritten = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\b\$?t\(\s*(['"`])([\w.-]+)\1/g), ...text.matchAll(/(keypath=)"([\w.-]+)"/g)]
      .map(([, , key = '']) => key)
      .filter((key) => !messages.has(key))
      .map((key) => `${path}: no text for ${key}`),
  );
  const all = sources.map(({ text }) => text).join('\n');
  const literals = new Set(
    [...all.matchAll(/(['"`])([\w-]+(?:\.[\w-]+)*)\1/g)].map(([, , key]) => key),
  );
  const prefixes = [...all.matchAll(/`([\w-]+(?:\.[\w-]+)*\.)\$\{/g)].map(
    ([, prefix = '']) => prefix,
  );
  const unused = [...messages.keys()]
    .filter((key) => !literals.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))
    .map((key) => `web/i18n: nobody asks for ${key}`);
  return [...new Set([...unwritten, ...unused])];
}
