import { parseArgs } from 'node:util';
import { UsageError } from '../usage.ts';

export interface DemoOptions {
  once: boolean;
  json: boolean;
  /** Files of the user's own, to be broadcast too. */
  audio: string[];
  port: number | null;
}

/** @throws UsageError */
export function parseDemoOptions(argv: readonly string[]): DemoOptions {
  const { once, json, audio, port } = parse(argv);
  return { once, json, audio, port: port === undefined ? null : parsePort(port) };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        once: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        audio: { type: 'string', multiple: true, default: [] },
        port: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(firstSentence(error instanceof Error ? error.message : String(error)));
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port;
  throw new UsageError(`"${text}" is not a port.`);
}

/** Node adds advice that only a programmer can follow. */
const firstSentence = (text: string) => `${text.split('. ', 1).join().replace(/\.$/, '')}.`;
