import { describe, expect, it } from 'vitest';
import type { EndpointPage } from '../../../../contract/http/endpoint-page.ts';
import { stateLines } from '../../../../web/features/endpoint-page/state-lines.ts';

const words = {
  t: (key: string, named: Record<string, unknown> = {}) => [key, ...Object.values(named)].join(' '),
  moment: (at: number) => `@${at}`,
  clock: (at: number) => `@${at}`,
  size: (bytes: number) => `${bytes} B`,
  deviation: (ms: number) => `${ms} ms`,
};

type Told = Partial<Omit<EndpointPage, 'endpoint'>> & {
  endpoint?: Partial<EndpointPage['endpoint']>;
};

function lines({ endpoint, ...rest }: Told = {}) {
  const page = {
    ...{ says: null, now: null, next: null },
    ...rest,
    endpoint: {
      ...{ kind: 'agent', pairedAt: 1, presence: 'online', lastSeenAt: 5, revokedAt: null },
      ...{ silencingUntil: null, silencedAt: null, quarantinedAt: null, version: null },
      ...{ insecureHttp: false, stale: false, clockOffsetMs: null, clockTrusted: null },
      today: { playlist: null, entries: 0, holds: 'unknown' },
      health: {
        ...{ volumePercent: null, power: null, batteryPercent: null, diskFreeBytes: null },
        ...{ servedBytes: 7, usedBytes: null, heldDays: null },
      },
      ...endpoint,
    },
  } as unknown as EndpointPage;
  return new Map(stateLines(page, words).map((line) => [line.key, line]));
}

const now = { title: 'Tin xã', startsAt: 10, endsAt: 20 };

describe('how a loudspeaker is, in words', () => {
  it('says of what it never told that it is not known', () => {
    const all = lines();
    for (const key of ['held', 'power', 'volume', 'disk', 'version'])
      expect([key, all.get(key)?.text]).toEqual([key, 'endpointPage.untold']);
    expect(all.get('clock')?.mark?.shape).toBe('unknown');
    expect(all.get('data')?.text).toBe('endpointPage.served 7 B');
  });

  it('never takes the timetable for what is played', () => {
    expect(lines({ now }).get('now')).toMatchObject({
      ...{ text: 'endpointPage.dueUnsaid Tin xã @20', mark: { shape: 'half', tone: 'warn' } },
    });
    expect(lines({ now, says: 'Nhạc hiệu' }).get('now')).toMatchObject({
      ...{ text: 'endpointPage.saysPlaying Nhạc hiệu', mark: { shape: 'playing' } },
    });
    expect(lines({ now, endpoint: { kind: 'person' } }).get('now')?.mark?.shape).toBe('due');
    expect(lines().get('now')?.text).toBe('endpointPage.nothingNow');
  });

  it('asks nothing of a person or a receiver that only a machine with our agent tells', () => {
    expect([...lines({ endpoint: { kind: 'person' } }).keys()]).toEqual(['now', 'next', 'link']);
    expect(lines({ endpoint: { kind: 'receiver' } }).has('power')).toBe(false);
  });

  it('shows what is not safe, and how wrong the clock is', () => {
    const all = lines({
      endpoint: { insecureHttp: true, clockOffsetMs: 4000, clockTrusted: false },
    });
    expect(all.get('safety')?.text).toBe('link.insecureHttp');
    expect(all.get('clock')?.text).toBe('clock.untrusted (4000 ms)');
    expect(lines({ endpoint: { clockOffsetMs: 20, clockTrusted: true } }).get('clock')?.text).toBe(
      'clock.trusted',
    );
  });
});
