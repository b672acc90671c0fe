import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lifetime, type Lifetime } from '../../runtime/lifecycle.ts';
import { startNginx } from '../support/nginx.ts';
import type { Bench } from './bench.ts';
import { fetchMany, type FetchReport } from './media/fetch.ts';
import { headOf, startProvince, type Province } from './poll/province.ts';
import { putFiles } from './poll/put-files.ts';

const rounds = 3;
const clients = 64;
const fileBytes = 5_000_000;
// From the beginning, and what is left after a broken line.
const starts = [0, 1_000_000, 2_500_000];
const redirect = '/loa-media/';

/** 5 MB files with Range for 64 endpoints, against nginx sending the same files; then with nginx in front. */
export const run: Bench = async ({ quick, say }) => {
  const life = lifetime();
  try {
    const seconds = quick ? 2 : 6;
    const own = await serveFiles(life, say, {});
    const nginx = await startNginx(`location / { root ${join(own.dataFolder, 'media')}; }`);
    life.add(nginx.stop);
    const fetchOurs = () => fetchMany({ ...own, clients, seconds });
    const fetchPeer = () =>
      fetchMany({ port: nginx.port, requests: own.peerRequests, clients, seconds });
    const ours: number[] = [];
    const peer: number[] = [];
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      const report = await fetchOurs();
      refused += report.refused;
      ours.push(mbPerSecond(report));
      peer.push(mbPerSecond(await fetchPeer()));
      say(`media: ${ours.at(-1) ?? 0} MB/s, nginx ${peer.at(-1) ?? 0} MB/s`);
    }
    const behind = await fetchBehindNginx(life, say, seconds);
    say(`media: ${behind.mbPerSecond} MB/s redirected, ${behind.nodeMb} MB of them by Node`);
    const ratio = median(ours) / median(peer);
    const short = [
      ...(ratio < 0.5 ? ['less than half of nginx'] : []),
      ...(refused + behind.refused > 0 ? ['some files were refused'] : []),
      ...(behind.nodeMb > behind.mb * 0.01 ? ['Node sent bytes of redirected files'] : []),
    ];
    const figures = {
      mbPerSecond: median(ours),
      nginxMbPerSecond: median(peer),
      redirectedMbPerSecond: behind.mbPerSecond,
      redirectedMbByNode: behind.nodeMb,
    };
    const against = 'nginx sending the same files';
    return { name: 'media', ratio: Math.round(ratio * 1000) / 1000, against, figures, short };
  } finally {
    await life.dispose();
  }
};

interface Served extends Pick<Province, 'port' | 'pid' | 'dataFolder'> {
  requests: string[];
  /** The same files, from the media folder. */
  peerRequests: string[];
}

/** A province whose recordings are real files, and requests of its endpoints for those on their lists. */
async function serveFiles(
  life: Lifetime,
  say: (line: string) => void,
  env: Record<string, string>,
): Promise<Served> {
  const size = { communes: 10, endpointsEach: 10 };
  const prepare = (folder: string) => putFiles(folder, () => ({ bytes: randomBytes(fileBytes) }));
  const province = await startProvince(life, size, { say, env, prepare });
  const { port, pid, dataFolder, pollers } = province;
  const asked: { authorization: string; hash: string }[] = [];
  for (const { id, secret } of pollers) {
    const authorization = `Loa ${id}:${secret}`;
    await headOf(port, authorization);
    for (const hash of await filesOf(port, authorization)) asked.push({ authorization, hash });
  }
  const each = asked.flatMap(({ authorization, hash }, index) => {
    const range = `Range: bytes=${starts[index % starts.length] ?? 0}-`;
    const end = 'Host: loa\r\n\r\n';
    return {
      ours: `GET /station/v1/media/${hash} HTTP/1.1\r\nAuthorization: ${authorization}\r\n${range}\r\n${end}`,
      peer: `GET /objects/${hash.slice(0, 2)}/${hash} HTTP/1.1\r\n${range}\r\n${end}`,
    };
  });
  return {
    ...{ port, pid, dataFolder },
    requests: each.map(({ ours }) => ours),
    peerRequests: each.map(({ peer }) => peer),
  };
}

interface Entry {
  source: { profiles?: Record<string, { sha256: string }> };
}

/** Hashes of the files on an endpoint's lists. */
async function filesOf(port: number, authorization: string): Promise<Set<string>> {
  const read = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/station/v1/${path}`, {
      headers: { authorization },
    });
    if (!response.ok) throw new Error(`${path} was answered ${response.status}`);
    return response.json();
  };
  const { days } = (await read('head')) as { days: { playlist: string }[] };
  const files = new Set<string>();
  for (const { playlist } of days) {
    const { entries } = (await read(`objects/${playlist}`)) as { entries: Entry[] };
    for (const { source } of entries)
      for (const { sha256 } of Object.values(source.profiles ?? {})) files.add(sha256);
  }
  return files;
}

/** The same through nginx, which sends the files that Loa points it to. */
async function fetchBehindNginx(life: Lifetime, say: (line: string) => void, seconds: number) {
  const served = await serveFiles(life, say, { LOA_MEDIA_REDIRECT: redirect });
  const nginx = await startNginx(`
    location / { proxy_pass http://127.0.0.1:${served.port}; proxy_http_version 1.1; }
    location ${redirect} { internal; alias ${join(served.dataFolder, 'media')}/; etag off; }`);
  life.add(nginx.stop);
  const before = await bytesWritten(served.pid);
  const { requests } = served;
  const report = await fetchMany({ port: nginx.port, requests, clients, seconds });
  const nodeMb = Math.round(((await bytesWritten(served.pid)) - before) / 1e6);
  return {
    mbPerSecond: mbPerSecond(report),
    mb: report.bytes / 1e6,
    nodeMb,
    refused: report.refused,
  };
}

/** What a process has written so far, sockets included. */
async function bytesWritten(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/io`, 'utf8');
  return Number(/^wchar: (\d+)/m.exec(text)?.[1]);
}

function mbPerSecond({ bytes, seconds }: FetchReport): number {
  return Math.round(bytes / 1e6 / seconds);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
