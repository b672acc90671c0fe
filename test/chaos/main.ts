import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Chaos } from './chaos.ts';

const runs: Readonly<Record<string, () => Promise<{ run: Chaos }>>> = {
  flips: () => import('./flips.ts'),
  kills: () => import('./kills.ts'),
  lines: () => import('./lines.ts'),
  offline: () => import('./offline.ts'),
  players: () => import('./players.ts'),
  reconnect: () => import('./reconnect.ts'),
  workers: () => import('./workers.ts'),
};

/** `npm run chaos -- [name]… [--seed N] [--quick]` */
async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: 'string' }, quick: { type: 'boolean' } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(runs);
  const unknown = names.find((name) => !(name in runs));
  if (unknown !== undefined) {
    console.error(`There is no chaos "${unknown}"; there is: ${Object.keys(runs).join(', ')}.`);
    process.exitCode = 64;
    return;
  }
  const seed = Number(values.seed ?? randomInt(1_000_000));
  const say = (line: string) => console.error(line);
  for (const name of names) {
    const chaos = await runs[name]?.();
    const result = await chaos?.run({ seed, quick: values.quick ?? false, say });
    if (!result) continue;
    console.log(JSON.stringify(result, undefined, 2));
    if (result.wrong.length > 0) process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
