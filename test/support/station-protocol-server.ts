import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterTest } from './after-test.ts';
import {
  statusText,
  type IncidentRecord,
  type PlayRecord,
} from '../../contract/station/exchange.ts';
import type { HeadBody } from '../../contract/station/head.ts';
import { approvalText, type Keys, type KeysApproval } from '../../contract/station/objects.ts';
import { canonicalJson } from '../../core/playlist/canonical.ts';
import type { Entry } from '../../core/playlist/playlist.ts';
import type { QuietHours } from '../../core/session/quiet-hours.ts';
import { localDateOf } from '../../core/time/zoned.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { generateSigningKey, loadSigner, sha256, type Signer } from '../../runtime/crypto.ts';

/** What the next head says; everything has a sensible default. */
export interface Publication {
  entries?: Entry[];
  stopped?: string[];
  quietHours?: QuietHours[];
  zone?: string;
  head?: Partial<HeadBody>;
}

export interface StatusBody {
  clock: number;
  clockTrusted: boolean;
  clockOffsetMs: number | null;
  headSequence: number | null;
  complete: string[];
  incomplete: string[];
  playing: string | null;
  insecureHttp: boolean;
  stale: boolean;
  incidents: IncidentRecord[];
}

interface PlayResult {
  playId: string;
  accepted: boolean;
  code: string | null;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The server's half of the station protocol for one endpoint, all in memory and open to mischief. */
export class StationProtocolServer {
  readonly code = '2345ABCD';
  readonly endpointId = 'endpoint_under_test';
  /** Signs everything; `keys` names it. */
  signer: Signer;
  readonly recovery: Signer;
  /** Other keys than the signer's own. */
  moreKeys: { signer: Signer; from: number }[] = [];
  approval: KeysApproval | null = null;
  readonly objects = new Map<string, Buffer>();
  readonly media = new Map<string, Buffer>();
  readonly plays: PlayRecord[] = [];
  readonly incidents: IncidentRecord[] = [];
  readonly statuses: StatusBody[] = [];
  readonly enrolments: { code: string; secretSha256: string }[] = [];
  /** Each request as `GET /station/v1/head`, with its headers. */
  readonly requests: { line: string; headers: IncomingMessage['headers'] }[] = [];
  /** What the server believes about the time, less what is true. */
  timeErrorMs = 0;
  headBytes: Buffer | null = null;
  playlist: { sha256: string; bytes: Buffer } | null = null;
  /** Stands in for the usual answer to some request where it answers true. */
  mischief: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;

  /** Answers play records otherwise: `null` refuses them all, `undefined` leaves it to the usual. */
  answerPlays: (rows: PlayRecord[]) => PlayResult[] | null | undefined = () => undefined;

  private readonly streams = new Set<ServerResponse>();
  private server = createServer();
  private port = 0;
  private sequence = 0;

  private readonly clock: Clock;

  /** @param clock what it knows the time by */
  constructor(clock: Clock = systemClock()) {
    this.clock = clock;
    this.signer = loadSigner(generateSigningKey().privatePem);
    this.recovery = loadSigner(generateSigningKey().privatePem);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.streams.clear();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  requestsOf(part: string) {
    return this.requests.filter(({ line }) => line.includes(part));
  }

  addMedia(bytes: Buffer): string {
    const hash = sha256(bytes);
    this.media.set(hash, bytes);
    return hash;
  }

  keep(value: unknown): string {
    const bytes = Buffer.from(canonicalJson(value));
    const hash = sha256(bytes);
    this.objects.set(hash, bytes);
    return hash;
  }

  /** Makes a playlist and a head, and nudges. */
  publish({ entries = [], stopped = [], quietHours = [], zone = 'UTC', head }: Publication): void {
    const now = this.clock.now();
    const date = localDateOf(now, zone);
    const playlist = this.keep({ v: 1, date, zone, entries, powered: [] });
    this.playlist = { sha256: playlist, bytes: this.objects.get(playlist) ?? Buffer.alloc(0) };
    this.headBytes = this.sign({
      v: 1,
      endpoint: this.endpointId,
      sequence: this.nextSequence(),
      issuedAt: now,
      expiresAt: now + 9 * 86_400_000,
      days: [{ date, playlist }],
      stopped,
      alerts: [],
      settings: this.keep({ v: 1, stationName: 'Đài', endpointName: 'Cụm', zone, quietHours }),
      keys: this.keep(this.keys()),
      keyId: this.signer.keyId,
      ...head,
    });
    this.nudge();
  }

  sign(body: HeadBody): Buffer {
    const signature = this.signer.sign(canonicalJson(body));
    return Buffer.from(canonicalJson({ ...body, signature }));
  }

  nextSequence(): number {
    this.sequence = Math.max(this.sequence + 1, this.clock.now());
    return this.sequence;
  }

  nudge(): void {
    this.say('head', String(this.sequence));
  }

  /** Writes an event into every open stream. */
  say(event: string, data: string): void {
    for (const stream of this.streams) stream.write(`event: ${event}\ndata: ${data}\n\n`);
  }

  keys(): Keys {
    const signing = [{ signer: this.signer, from: 0 }, ...this.moreKeys].map(
      ({ signer: { keyId, publicKey }, from }) => ({ keyId, publicKey, from }),
    );
    const { publicKey } = this.recovery;
    return { v: 1, signing, recovery: { publicKey, approval: this.approval } };
  }

  /** What the recovery key, or another in its place, says of the keys that hold from now on. */
  approve(
    keys: readonly Signer[],
    by = this.recovery,
    generation = this.clock.now(),
  ): KeysApproval {
    const signing = keys.map(({ keyId, publicKey }) => ({ keyId, publicKey }));
    const text = approvalText({ generation, signing });
    return { generation, signing, signature: by.sign(canonicalJson(text)) };
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? '';
    this.requests.push({ line: `${request.method} ${url}`, headers: request.headers });
    response.on('error', () => {});
    if (this.mischief(request, response)) return;
    const [, , , call = '', hash = ''] = url.split('/');
    const handlers: Record<string, Handler> = {
      head: (...exchange) => this.serveHead(...exchange),
      events: (...exchange) => this.serveEvents(...exchange),
      objects: (_, out) => serveBytes(out, this.objects.get(hash)),
      media: (input, out) => serveRange(input, out, this.media.get(hash)),
      keys: (_, out) => serveBytes(out, Buffer.from(JSON.stringify(this.keys()))),
      enrol: (...exchange) => this.serveJson((body) => this.enrol(body), ...exchange),
      status: (...exchange) => this.serveJson((body) => this.status(body), ...exchange),
      plays: (...exchange) => this.serveJson((body) => this.takePlays(body), ...exchange),
    };
    const handler = handlers[call];
    if (handler) handler(request, response);
    else refuse(response, 404, 'route_not_found');
  }

  private serveHead(request: IncomingMessage, response: ServerResponse): void {
    if (!this.headBytes) {
      refuse(response, 404, 'head_missing');
      return;
    }
    const etag = `"${sha256(this.headBytes)}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { etag }).end(this.headBytes);
  }

  private serveEvents(_: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  private serveJson(
    answer: (body: never) => unknown,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as never;
      const value = answer(body);
      if (value === null) {
        refuse(response, 400, 'body_invalid');
        return;
      }
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value));
    });
  }

  private enrol(body: { code: string; secretSha256: string }) {
    this.enrolments.push(body);
    return { endpointId: this.endpointId, keys: this.keys(), serverTime: this.now() };
  }

  private status(body: StatusBody & { nonce: string }) {
    this.statuses.push(body);
    const known = new Set(this.incidents.map(({ id }) => id));
    this.incidents.push(...body.incidents.filter(({ id }) => !known.has(id)));
    const accepted = body.incidents.map(({ id }) => id);
    const answer = { nonce: body.nonce, serverTime: this.now(), accepted };
    const signature = this.signer.sign(canonicalJson(statusText(this.endpointId, answer)));
    return { ...answer, keyId: this.signer.keyId, signature };
  }

  private takePlays({ rows }: { rows: PlayRecord[] }) {
    const results = this.answerPlays(rows);
    if (results !== undefined) return results && { results };
    const known = new Set(this.plays.map(({ playId }) => playId));
    this.plays.push(...rows.filter(({ playId }) => !known.has(playId)));
    return { results: rows.map(({ playId }) => ({ playId, accepted: true, code: null })) };
  }

  private now(): number {
    return this.clock.now() + this.timeErrorMs;
  }
}

/** A server that ends with the running test. */
export async function stationProtocolServer(clock?: Clock): Promise<StationProtocolServer> {
  const server = new StationProtocolServer(clock);
  await server.start();
  afterTest(() => server.stop().catch(() => {}));
  return server;
}

export function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  const problem = { type: 'about:blank', title: 'No', status, code, detail: 'refused by the test' };
  response.end(JSON.stringify(problem));
}

function serveBytes(response: ServerResponse, bytes: Buffer | undefined): void {
  if (!bytes) refuse(response, 404, 'object_not_found');
  else response.writeHead(200).end(bytes);
}

function serveRange(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer | undefined,
): void {
  if (!bytes) {
    refuse(response, 404, 'object_not_found');
    return;
  }
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start === 0) {
    response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    return;
  }
  const range = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  response.writeHead(206, {
    'content-range': range,
    'content-length': bytes.length - start,
  });
  response.end(bytes.subarray(start));
}
