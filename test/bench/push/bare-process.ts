// The peer: the same requests by undici alone, as many at once as one lane of the worker.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Agent } from 'undici';

interface Request {
  url: string;
  signature: string;
  file: string;
  fromByte: number;
  bytes: number;
}

const atOnce = 96;

process.once('message', (raw) => {
  void send(raw as Request[]).then((perSecond) => {
    process.send?.(perSecond, () => process.exit(0));
  });
});

async function send(requests: readonly Request[]): Promise<number> {
  const files = new Map<string, Buffer>();
  const ready = requests.map(({ url, signature, file, fromByte, bytes }) => {
    const all = files.get(file) ?? readFileSync(file);
    files.set(file, all);
    return { url: new URL(url), signature, body: all.subarray(fromByte, fromByte + bytes) };
  });
  const agent = new Agent();
  const rest = ready.values();
  const began = performance.now();
  const lane = async () => {
    for (const { url, signature, body } of rest) {
      const headers = { 'content-type': 'application/json', 'loa-signature': signature };
      const given = { origin: url.origin, path: url.pathname, method: 'POST' as const };
      const answer = await agent.request({ ...given, headers, body });
      JSON.parse(await answer.body.text());
      if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const perSecond = (ready.length / (performance.now() - began)) * 1000;
  await agent.destroy();
  return perSecond;
}
