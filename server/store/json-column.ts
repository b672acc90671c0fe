import type { z } from 'zod';

/** So many different texts are remembered. */
const mostTexts = 1_000;

/**
 * Reads a JSON column in which few different texts stand in many rows: each is parsed once. What it gives is shared:
 * nobody changes it.
 */
export function jsonColumn<Schema extends z.ZodType>(
  schema: Schema,
): (text: string) => z.output<Schema> {
  const known = new Map<string, z.output<Schema>>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = schema.parse(JSON.parse(text));
    if (known.size >= mostTexts) known.clear();
    known.set(text, value);
    return value;
  };
}
