// `.env.example` and docs/configuration.md must name exactly the variables that the processes read.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

import { isSecret } from '../runtime/env.ts';
import { ROOT } from './setup.mjs';

const CONFIGS = ['server', 'worker', 'station', 'cli'].map((folder) => `${folder}/config.ts`);
const EXAMPLE = '.env.example';
const DOCS = 'docs/configuration.md';
const VARIABLE = /^(LOA_|REDIS_URL)/;

/** name → whether it is secret */
type Variables = Map<string, boolean>;

function shapeOf(value: unknown): Record<string, z.ZodType> {
  if (value instanceof z.ZodObject) return value.shape;
  return value instanceof z.ZodPipe ? shapeOf(value.in) : {};
}

/** Reads the schemas that a config module exports; what is no environment has no such names. */
async function readVariables(path: string): Promise<Variables> {
  const file = join(ROOT, path);
  if (!existsSync(file)) return new Map();
  const exported = Object.values((await import(file)) as Record<string, unknown>);
  const fields = exported.flatMap((value) => Object.entries(shapeOf(value)));
  return new Map(
    fields
      .filter(([name]) => VARIABLE.test(name))
      .map(([name, schema]) => [name, isSecret(schema)] as const),
  );
}

/** The names that a pattern's first group finds, each line being one. */
function namesIn(path: string, pattern: RegExp): Set<string> {
  const matches = readFileSync(join(ROOT, path), 'utf8').matchAll(pattern);
  return new Set([...matches].map(([, name = '']) => name));
}

function compare(path: string, names: ReadonlySet<string>, variables: Variables): string[] {
  return [
    ...[...variables.keys()].filter((n) => !names.has(n)).map((n) => `${path} lacks ${n}`),
    ...[...names].filter((n) => !variables.has(n)).map((n) => `${path} has ${n}, read by nobody`),
  ];
}

const variables: Variables = new Map(
  (await Promise.all(CONFIGS.map(readVariables))).flatMap((found) => [...found]),
);
const docs = readFileSync(join(ROOT, DOCS), 'utf8');
const faults = [
  ...compare(EXAMPLE, namesIn(EXAMPLE, /^(?:# ?)?([A-Z][A-Z_]+)=/gm), variables),
  ...compare(DOCS, namesIn(DOCS, /^\| `([A-Z_]+)`/gm), variables),
  ...[...variables]
    .filter(([name, secret]) => secret && !docs.includes(`${name}_FILE`))
    .map(([name]) => `${DOCS} does not say that ${name} may come from ${name}_FILE`),
];
console.log(`${variables.size} variables`);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
