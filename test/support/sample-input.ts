type JsonSchema = {
  type?: string | undefined;
  const?: unknown;
  enum?: unknown[];
  anyOf?: unknown[];
  oneOf?: unknown[];
  properties?: Record<string, unknown>;
  items?: unknown;
  format?: string | undefined;
  pattern?: string | undefined;
  minimum?: number | undefined;
  minItems?: number | undefined;
};

const texts = [
  'một đoạn chữ vừa đủ dài',
  '01m836dgf72rd9a3zhg3dvvt18',
  '05:00',
  '2026-11-23',
  '01m836dgf72rd9a3zhg3dvvt18-2026-11-23',
  'A'.repeat(43),
  'gn',
  '37',
  'morning',
  'https://loa.example/push',
  'Asia/Ho_Chi_Minh',
];

/** A value that a JSON schema takes; fields named in `things` get what is there. */
export function sampleOf(schema: unknown, things: Readonly<Record<string, string>>): unknown {
  const given = schema as JsonSchema;
  const [choice] = given.anyOf ?? given.oneOf ?? [];
  if (choice !== undefined) return sampleOf(choice, things);
  if (given.const !== undefined) return given.const;
  if (given.enum) return given.enum[0];
  switch (given.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(given.properties ?? {}).map(([name, field]) => [
          name,
          things[name] ?? sampleOf(field, things),
        ]),
      );
    case 'array':
      return [sampleOf(given.items ?? {}, things)];
    case 'string':
      return sampleText(given);
    case 'integer':
    case 'number':
      return Math.max(given.minimum ?? 0, 1000);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

function sampleText({ pattern, format }: JsonSchema): string {
  if (format === 'date') return '2026-11-23';
  if (format === 'uri') return 'https://loa.example/push';
  if (pattern === undefined) return texts[0] ?? '';
  const matching = texts.find((text) => new RegExp(pattern, 'u').test(text));
  if (matching === undefined) throw new Error(`no sample for ${pattern}`);
  return matching;
}

const wrong: readonly unknown[] = [
  null,
  '',
  'x'.repeat(5000),
  '\u0000\ud800',
  '9999-12-31',
  -1,
  1.5,
  1e300,
  true,
  [],
  {},
];

/** The sample, and the sample with each of its values left out or put wrong, one at a time. */
export function* variantsOf(sample: unknown): Generator {
  yield sample;
  if (Array.isArray(sample)) {
    yield [...sample, ...sample];
    for (const [index, item] of sample.entries()) {
      for (const variant of variantsOf(item)) yield sample.with(index, variant);
    }
  } else if (typeof sample === 'object' && sample !== null) {
    for (const [name, value] of Object.entries(sample)) {
      yield Object.fromEntries(Object.entries(sample).filter(([key]) => key !== name));
      for (const variant of variantsOf(value)) yield { ...sample, [name]: variant };
    }
  }
  yield* wrong;
}
