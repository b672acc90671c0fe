export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys, no spaces and safe integers only (a subset of RFC 8785), so that one value has
 * one spelling and one hash. Keys whose value is `undefined` are left out.
 * @throws TypeError for anything else than plain JSON
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
      return value === 0 ? '0' : String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? arrayText(value) : objectText(value as Record<string, unknown>);
    default:
      throw new TypeError(`not JSON: ${typeof value}`);
  }
}

// Text is put together by adding: lists are long, and a playlist is spelt for each commune and day.
function arrayText(items: readonly unknown[]): string {
  let text = '';
  for (const item of items) text += (text === '' ? '' : ',') + canonicalJson(item);
  return `[${text}]`;
}

function objectText(fields: Record<string, unknown>): string {
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
}
