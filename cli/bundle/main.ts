import { createWriteStream } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { problemOf } from '../../contract/client.ts';
import { takenPlays } from '../../contract/http/bundles.ts';
import { readEnv, secret } from '../../runtime/env.ts';
import { UsageError } from '../usage.ts';

const bundleEnv = z.object({ LOA_TOKEN: secret(z.string().optional()) });

interface Server {
  origin: string;
  headers: Record<string, string>;
}

/** `loa bundle get|take`: what goes to places without a network by USB stick, and what comes back. */
export async function main(argv: string[], env: NodeJS.ProcessEnv): Promise<void> {
  const [what, ...rest] = argv;
  const { LOA_TOKEN: token } = readEnv(bundleEnv, env);
  if (token === undefined)
    throw new UsageError('LOA_TOKEN is missing: a key that the console made for you.');
  const headers = { authorization: `Bearer ${token}` };
  if (what === 'get') await get(rest, headers);
  else if (what === 'take') await take(rest, headers);
  else throw new UsageError('Say "get" or "take".');
}

async function get(argv: string[], headers: Server['headers']): Promise<void> {
  const { values } = parse(argv);
  const { server, station, area, to } = values;
  if (server === undefined || to === undefined || (station === undefined) === (area === undefined))
    throw new UsageError('Give --server, --to, and either --station or --area.');
  const path = station === undefined ? `areas/${area}` : `stations/${station}`;
  const response = await ask({ origin: server, headers }, `${path}/bundle`, {});
  const disposition = response.headers.get('content-disposition') ?? '';
  const name = /filename="(loa-[\w-]+\.tar)"/.exec(disposition)?.[1];
  if (name === undefined || !response.body) throw new Error('the server sent no bundle');
  const part = join(to, `${name}.part`);
  try {
    await pipeline(Readable.fromWeb(response.body), createWriteStream(part));
    await flush(part);
    await rename(part, join(to, name));
  } finally {
    await rm(part, { force: true });
  }
  process.stdout.write(`${join(to, name)}\n`);
}

async function take(argv: string[], headers: Server['headers']): Promise<void> {
  const { values, positionals } = parse(argv);
  const { server } = values;
  if (server === undefined || positionals.length === 0)
    throw new UsageError('Give --server and the files that came back.');
  for (const file of positionals) {
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(await readFile(file))]), basename(file));
    const response = await ask({ origin: server, headers }, 'bundles/plays', {
      method: 'POST',
      body,
    });
    const taken = takenPlays.parse(await response.json());
    const { stationName, endpointName, accepted, known, refused } = taken;
    process.stdout.write(
      `${stationName}, ${endpointName}: ${accepted} plays taken, ${known} known, ${refused} refused\n`,
    );
    if (refused > 0) process.exitCode = 1;
  }
}

function parse(argv: string[]) {
  try {
    const text = { type: 'string' } as const;
    const options = { server: text, station: text, area: text, to: text };
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? `${error.message}.` : 'That is not understood.');
  }
}

async function ask({ origin, headers }: Server, path: string, init: RequestInit) {
  const url = `${origin.replace(/\/+$/, '')}/api/v1/${path}`;
  const response = await fetch(url, { ...init, headers, redirect: 'error' });
  if (response.ok) return response;
  const { detail } = problemOf(response.status, await response.text());
  throw new Error(`the server refused: ${detail}`);
}

/** A stick is pulled out as soon as we say that we are done. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
