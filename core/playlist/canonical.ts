export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys, no spaces and safe integers only (a subset of RFC 8785), so that one value has
 * one spelling and one hash. Keys whose value is `undefined` are left out.
 * @throws TypeError for anything else than plain JSON, and for keys which engines put in an order of their
 * own: `__proto__` and whole numbers
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** The same value with its keys in order: a playlist is spelt for each commune and day, engines spell fastest. */
function inOrder(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? value.map(inOrder) : fieldsInOrder(value);
    default:
      throw new TypeError(`not JSON: ${typeof value}`);
  }
}

const unordered = /^(__proto__|0|[1-9]\d*)$/u;

function fieldsInOrder(fields: object): object {
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(fields).sort()) {
    const field: unknown = fields[key as keyof typeof fields];
    if (field === undefined) continue;
    if (unordered.test(key)) throw new TypeError(`a key without a place of its own: ${key}`);
    ordered[key] = inOrder(field);
  }
  return ordered;
}
