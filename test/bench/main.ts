import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { describeMachine } from './machine.ts';

const benches: Readonly<Record<string, () => Promise<{ run: Bench }>>> = {
  alert: () => import('./alert.ts'),
  console: () => import('./console.ts'),
  compile: () => import('./compile.ts'),
  library: () => import('./library.ts'),
  media: () => import('./media.ts'),
  memory: () => import('./memory.ts'),
  onair: () => import('./onair.ts'),
  poll: () => import('./poll.ts'),
  push: () => import('./push.ts'),
  transcode: () => import('./transcode.ts'),
};

/** `npm run bench -- [name]… [--json] [--quick]` */
async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' } },
  });
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
  const unknown = names.find((name) => !(name in benches));
  if (unknown !== undefined) {
    console.error(`There is no bench "${unknown}"; there are: ${Object.keys(benches).join(', ')}.`);
    process.exitCode = 64;
    return;
  }
  const machine = describeMachine();
  const say = (line: string) => console.error(line);
  for (const name of names) {
    const bench = await benches[name]?.();
    const result = await bench?.run({ quick: values.quick ?? false, say });
    if (!result) continue;
    console.log(JSON.stringify({ ...result, machine }, undefined, values.json ? undefined : 2));
    if (result.short.length > 0) process.exitCode = 1;
  }
}

await main(process.argv.slice(2));
