import { parseArgs, type ParseArgsConfig } from 'node:util';
import { createAddressGuard } from '../runtime/address-guard.ts';
import type { EarSource } from './ear/open-ear-source.ts';
import type { AmplifierHooks } from './amplifier/run-amplifier.ts';
import type { Command } from './amplifier/run-hook.ts';
import { commandWords } from './command-words.ts';
import type { StopInput } from './local/stop-input.ts';

export type OutputChoice =
  | { to: 'null' }
  | { to: 'wav'; file: string; limitMinutes: number }
  | { to: 'alsa'; device: string }
  | { to: 'pulse'; sink: string | null }
  | { to: 'fifo'; path: string };

export interface StationOptions {
  /** Origin without a slash at the end. */
  server: string;
  /** Plain HTTP over a network: whoever is on the way can listen in and interfere. */
  isInsecureHttp: boolean;
  code: string | null;
  data: string;
  output: OutputChoice;
  pollSeconds: number;
  /** How much audio it may keep; `null`: as much as there is room for. */
  diskLimitBytes: number | null;
  /** Where sticks are mounted that carry bundles; `null`: nowhere. */
  usb: string | null;
  /** Inner networks (CIDR) from which streams may come. */
  outboundAllow: readonly string[];
  /** Names of ALSA devices, by what the timetable calls them. */
  inputs: ReadonlyMap<string, string>;
  /** A chime comes before the first sound after a silence. */
  isChimed: boolean;
  /** A microphone that hears the loudspeaker. */
  ear: EarSource | null;
  hooks: AmplifierHooks;
  stopInput: StopInput | null;
  /** Port of the page for whoever stands at the loudspeaker; `null` for none. */
  pagePort: number | null;
}

/** The command line cannot be followed; the message is for the person who typed it. */
export class UsageError extends Error {}

export const stationOptions = {
  server: { type: 'string' },
  code: { type: 'string' },
  data: { type: 'string' },
  output: { type: 'string' },
  'insecure-http': { type: 'boolean', default: false },
  input: { type: 'string', multiple: true, default: [] },
  'disk-limit': { type: 'string' },
  usb: { type: 'string' },
  chime: { type: 'boolean', default: false },
  ear: { type: 'string' },
  'on-prepare': { type: 'string' },
  'on-idle': { type: 'string' },
  'stop-input': { type: 'string' },
  'stop-command': { type: 'string' },
  page: { type: 'string' },
  'outbound-allow': { type: 'string', default: '' },
  'poll-seconds': { type: 'string', default: '60' },
  'wav-max': { type: 'string', default: '60' },
} satisfies ParseArgsConfig['options'];

/** @throws UsageError */
export function parseStationArgs(argv: readonly string[]): StationOptions {
  const given = parse(argv);
  const server = serverOf(given.server, given['insecure-http']);
  return {
    server,
    isInsecureHttp: isInsecure(new URL(server)),
    code: given.code ?? null,
    data: given.data ?? refuse('--data DIR is missing: where the agent keeps what it holds.'),
    output: outputOf(given.output, numberOf('--wav-max', given['wav-max'], 1, 1440)),
    diskLimitBytes: sizeOf(given['disk-limit']),
    usb: given.usb ?? null,
    pollSeconds: numberOf('--poll-seconds', given['poll-seconds'], 1, 3600),
    outboundAllow: networksOf(given['outbound-allow']),
    inputs: new Map(given.input.map(inputOf)),
    isChimed: given.chime,
    ear: given.ear === undefined ? null : earOf(given.ear),
    hooks: {
      onPrepare: commandOf('--on-prepare', given['on-prepare']),
      onIdle: commandOf('--on-idle', given['on-idle']),
    },
    stopInput: stopInputOf(given),
    pagePort: given.page === undefined ? null : numberOf('--page', given.page, 0, 65_535),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: stationOptions,
    }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** An origin without a slash at the end. @throws UsageError */
export function serverOf(text: string | undefined, isInsecureAllowed: boolean): string {
  if (text === undefined) return refuse('--server URL is missing: where Loa runs.');
  if (!URL.canParse(text)) return refuse(`"${text}" is not an address.`);
  const url = new URL(text);
  if (url.username || url.password) return refuse('The address may not hold a password.');
  switch (url.protocol) {
    case 'https:':
      break;
    case 'http:':
      if (isInsecure(url) && !isInsecureAllowed)
        return refuse(
          'http: to another machine can be read and changed on the way: use https:, or --insecure-http in a network that you trust.',
        );
      break;
    default:
      return refuse(`"${text}" is neither http: nor https:.`);
  }
  return url.href.replace(/[?#].*$/, '').replace(/\/+$/, '');
}

function isInsecure({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

const outputs = 'alsa, pulse, wav:FILE, fifo:PATH or null';

function outputOf(text: string | undefined, limitMinutes: number): OutputChoice {
  if (text === undefined) return refuse(`--output is missing: ${outputs}.`);
  const [, to = '', where = ''] = /^([a-z]+)(?::(.+))?$/s.exec(text) ?? [];
  if (to === 'null' && where === '') return { to };
  if (to === 'alsa') return { to, device: where || 'default' };
  if (to === 'pulse') return { to, sink: where || null };
  if (to === 'wav' && where !== '') return { to, file: where, limitMinutes };
  if (to === 'fifo' && where !== '') return { to, path: where };
  return refuse(`"${text}" is not an output: use ${outputs}.`);
}

function networksOf(text: string): string[] {
  const networks = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  try {
    createAddressGuard(networks);
    return networks;
  } catch {
    return refuse(`--outbound-allow takes networks such as 10.0.0.0/8, not "${text}".`);
  }
}

const inputNames = ['line', 'fm', 'microphone'];

function inputOf(text: string): [string, string] {
  const [, name = '', device = ''] = /^([a-z]+)=(\S+)$/.exec(text) ?? [];
  if (!inputNames.includes(name))
    return refuse(`--input takes ${inputNames.join(', ')} and a device: line=hw:1,0.`);
  return [name, device];
}

const earSources = ['alsa', 'wav', 'fifo'] as const;

function earOf(text: string): EarSource {
  const [, name, place = ''] = /^([a-z]+):(.+)$/.exec(text) ?? [];
  const from = earSources.find((one) => one === name);
  if (from === undefined)
    return refuse('--ear takes alsa:DEVICE, the microphone that hears the loudspeaker.');
  return { from, place };
}

function commandOf(name: string, text: string | undefined): Command | null {
  if (text === undefined) return null;
  return (
    commandWords(text) ??
    refuse(
      `${name} takes a program and its arguments with blanks between them, or a JSON list of words: ["sh", "-c", "…"].`,
    )
  );
}

function stopInputOf(
  given: Partial<Record<'stop-input' | 'stop-command', string>>,
): StopInput | null {
  const { 'stop-input': path, 'stop-command': text } = given;
  if (path !== undefined && text !== undefined)
    return refuse('--stop-input and --stop-command exclude each other.');
  const command = commandOf('--stop-command', text);
  if (command) return { by: 'command', command };
  return path === undefined ? null : { by: 'file', path };
}

/** @throws UsageError */
export function numberOf(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (text.trim() === '' || !(number >= least && number <= most))
    return refuse(`${name} takes a number from ${least} to ${most}.`);
  return number;
}

function sizeOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, number = '', unit = ''] = /^(\d{1,6})([MG])$/i.exec(text) ?? [];
  const bytes = Number(number) * (unit.toUpperCase() === 'G' ? 1024 ** 3 : 1024 ** 2);
  return bytes > 0 ? bytes : refuse('--disk-limit takes a size such as 500M or 4G.');
}

/** @throws UsageError */
export function refuse(sentence: string): never {
  throw new UsageError(sentence);
}
