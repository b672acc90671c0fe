import { resolve } from 'node:path';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { routesOnly } from '../../../scripts/web/routes-only.ts';

const contract = resolve(import.meta.dirname, '../../../contract');

/** What the build makes of a module of the contract. */
function build(code: string): string {
  const { transform } = routesOnly();
  if (typeof transform !== 'object') throw new Error('it changes nothing');
  const context = { parse: (text: string) => parseSync('routes.js', text).program };
  const { code: built } = transform.handler.call(
    context as never,
    code,
    `${contract}/http/things.ts`,
  ) as { code: string };
  return built;
}

/** Runs it with a `z` that tells whatever is asked of it. */
function run(code: string): { told: string[]; given: Record<string, unknown> } {
  const told: string[] = [];
  const z = new Proxy({}, { get: (_, name) => () => told.push(String(name)) });
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const module = new Function(
    'z',
    'route',
    `${code.replaceAll('export ', '')}; return { show, file };`,
  );
  const given = module(z, (value: unknown) => value) as Record<string, unknown>;
  return { told, given };
}

const module = `
const show = route({
  method: 'GET',
  path: '/api/v1/things/:id',
  summary: 'A thing',
  access: 'read',
  params: z.object({ id: z.string() }),
  errors: ['thing_not_found'],
  answer: z.object({ name: z.string() }),
});
export const file = route({ method: 'POST', path: '/f', bodyType: 'multipart', answer: 'audio/mpeg' });
`;

it('leaves of a route what a caller needs', () => {
  expect(run(build(module)).given).toEqual({
    show: { method: 'GET', path: '/api/v1/things/:id', answer: '' },
    file: { method: 'POST', path: '/f', bodyType: 'multipart', answer: 'audio/mpeg' },
  });
});

it('makes no schema that only a route names', () => {
  expect(run(module).told).not.toEqual([]);
  expect(run(build(module)).told).toEqual([]);
});

it('lets what is left fall away where it is not used', () => {
  const code = "export const thing = z.object({}).strict();\nexport const kinds = ['a', 'b'];\n";
  expect(build(`${code}export function page() { return z.string(); }`)).toBe(
    'export const thing = /* @__PURE__ */ (() => (z.object({}).strict()))();\n' +
      "export const kinds = /* @__PURE__ */ (() => (['a', 'b']))();\n" +
      'export function page() { return z.string(); }',
  );
});
