import { parseArgs } from 'node:util';
import { numberOf, refuse, serverOf } from '../args.ts';
import type { Climate } from './weather.ts';

export interface FleetOptions {
  server: string;
  data: string;
  codes: string | null;
  /** At most so many; `null`: all that are paired. */
  endpoints: number | null;
  /** `null`: until it is ended. */
  seconds: number | null;
  /** `null`: another each time. */
  seed: number | null;
  pollSeconds: number;
  bootSeconds: number;
  hasEvents: boolean;
  hasMedia: boolean;
  climate: Climate;
}

const option = { type: 'string' } as const;
const options = {
  ...{ server: option, data: option, codes: option, endpoints: option, seconds: option },
  ...{ seed: option, loss: option, cuts: option, 'cut-seconds': option, drift: option },
  ...{ 'nat-idle': option, kbit: option, 'poll-seconds': option, 'boot-seconds': option },
  media: { type: 'boolean', default: false },
  'no-events': { type: 'boolean', default: false },
  'insecure-http': { type: 'boolean', default: false },
} as const;

/** @throws UsageError */
export function parseFleetArgs(argv: readonly string[]): FleetOptions {
  const given = parse(argv);
  const number = (name: keyof typeof options, least: number, most: number) => {
    const text = given[name];
    return typeof text === 'string' ? numberOf(`--${name}`, text, least, most) : null;
  };
  const kbit = number('kbit', 1, 1_000_000);
  const natIdle = number('nat-idle', 1, 86_400);
  return {
    server: serverOf(given.server, given['insecure-http']),
    data: given.data ?? refuse('--data DIR is missing: where the fleet keeps who they are.'),
    codes: given.codes ?? null,
    endpoints: number('endpoints', 1, 1_000_000),
    seconds: number('seconds', 1, 1_000_000),
    seed: number('seed', 0, 2 ** 31),
    pollSeconds: number('poll-seconds', 1, 3600) ?? 60,
    bootSeconds: number('boot-seconds', 0, 3600) ?? 30,
    hasEvents: !given['no-events'],
    hasMedia: given.media,
    climate: {
      loss: number('loss', 0, 1) ?? 0,
      cutsPerHour: number('cuts', 0, 3600) ?? 0,
      longestCutMs: (number('cut-seconds', 0, 86_400) ?? 60) * 1000,
      driftPpm: number('drift', 0, 100_000) ?? 0,
      natIdleMs: natIdle === null ? null : natIdle * 1000,
      bytesPerSecond: kbit === null ? null : (kbit * 1000) / 8,
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
