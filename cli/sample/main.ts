import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createClient, ProblemError } from '../../contract/client.ts';
import { sampleRoutes, type SampleAnswer } from '../../contract/http/sample.ts';
import { readEnv, secret } from '../../runtime/env.ts';
import { UsageError } from '../usage.ts';

const sampleEnv = z.object({ LOA_TOKEN: secret(z.string().optional()) });

/** `loa sample load|remove|show`: a district of samples in a Loa that runs. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { verb, server, withOwn } = parse(argv);
  const { LOA_TOKEN: token } = readEnv(sampleEnv, env);
  if (token === undefined)
    throw new UsageError('LOA_TOKEN is missing: a key that the console made for an administrator.');
  const client = createClient({
    ...{ origin: server.replace(/\/+$/, ''), fetch },
    headers: () => ({ authorization: `Bearer ${token}` }),
  });
  const calls = {
    load: () => client.call(sampleRoutes.load, {}),
    show: () => client.call(sampleRoutes.show, {}),
    remove: () => client.call(sampleRoutes.remove, { query: { withOwn: String(withOwn) } }),
  };
  try {
    process.stdout.write(textOf(await calls[verb]()));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    process.stderr.write(`${error.problem.detail} (${error.problem.code})\n`);
    const isHeld = ['sample_holds_own', 'sample_in_use'].includes(error.problem.code);
    if (isHeld) process.stderr.write(textOf(await calls.show()));
    process.exitCode = 1;
  }
}

function parse(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { server: { type: 'string' }, 'with-own': { type: 'boolean', default: false } },
    });
    const [verb, ...rest] = positionals;
    const known = (['load', 'remove', 'show'] as const).find((one) => one === verb);
    if (known === undefined || rest.length > 0 || values.server === undefined)
      throw new UsageError('Say "load", "remove" or "show", and give --server.');
    return { verb: known, server: values.server, withOwn: values['with-own'] };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(error instanceof Error ? `${error.message}.` : 'That is not understood.');
  }
}

function textOf({ stage, stations, recordings, broadcasts, ...rest }: SampleAnswer): string {
  const lines = [
    `${stage}: ${stations} stations, ${recordings} recordings, ${broadcasts} broadcasts`,
    ...rest.own.map(({ kind, name }) => `  made by others inside it: ${kind} ${name}`),
    ...rest.leaning.map(({ kind, name }) => `  makes use of it: ${kind} ${name}`),
  ];
  return `${lines.join('\n')}\n`;
}
