import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { localDateOf, localTimeOf } from '../../../core/time/zoned.ts';
import { sampleRate } from '../../../station/output/output.ts';
import { approve, draftOf, makeCommune, zone, type Commune } from '../../support/district.ts';
import type { Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';
import { makeSound } from '../../support/sound.ts';
import { speakInto } from '../../support/spoken.ts';
import { agentInside, agentPlace } from '../../support/station-agent.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { until } from '../../support/until.ts';

const server = useTestServer({ worker: true });

let operator: Person;
let recordingId: string;
let folder: string;
beforeAll(async () => {
  operator = await server().as('operator');
  folder = await mkdtemp(join(tmpdir(), 'loa-ear-'));
  const path = await speakInto(
    join(folder, 'tin.wav'),
    'Mời bà con theo dõi bản tin buổi sáng. Trạm y tế xã tiêm chủng cho trẻ em dưới năm tuổi từ bảy giờ ba ' +
      'mươi. Hội Nông dân tập huấn kỹ thuật trồng lúa vụ xuân vào sáng thứ Tư tại nhà văn hóa. Đề nghị các ' +
      'gia đình đến đúng giờ và mang theo sổ. Ngân hàng chính sách xã hội giao dịch vào ngày mười lăm hằng tháng ' +
      'tại trụ sở ủy ban. Mức vay tối đa là một trăm triệu đồng, lãi suất thấp, thời hạn mười năm. Xin cảm ơn.',
  );
  const author = await server().some('author');
  const bytes = new Uint8Array(await readFile(path));
  const { id } = await author.upload(
    { areaId: await server().rootId(), title: 'Bản tin sáng' },
    { bytes, name: 'tin.wav' },
  );
  const recording = await until(
    async () => {
      const found = await author.call(api.recordings.get, { params: { id } });
      return found.latest.state === 'ready' ? found : undefined;
    },
    { limitMs: 30_000, what: 'the bulletin is ready' },
  );
  recordingId = await approve(server(), recording);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An agent of a new commune that listens, on air within the minute. */
async function airWith(name: string, ear: string) {
  const commune = await makeCommune(server(), name);
  const { code } = await operator.call(api.endpoints.pair, { params: { id: commune.endpointId } });
  const place = await agentPlace({ origin: server().origin, code }, [
    ...['--ear', ear, '--poll-seconds', '3'],
  ]);
  await agentInside(place);
  await until(async () => ((await endpointOf(commune))?.clockTrusted ? true : undefined), {
    limitMs: 20_000,
    what: 'the agent trusts its clock',
  });
  const startsAt = Math.ceil(Date.now() / 1000 + 22) * 1000;
  const date = localDateOf(startsAt, zone);
  const { broadcast } = await operator.call(api.broadcasts.create, {
    body: draftOf(
      {
        ...{ ownerAreaId: commune.areaId, recordingId, stations: [commune.stationId] },
        ...{ date, time: localTimeOf(startsAt, zone) },
      },
      { class: 'priority', whenBeaten: 'skip' },
    ),
  });
  const query = { from: date, to: date, broadcastId: broadcast?.id ?? '' };
  const reported = async () => {
    const [row] = (await operator.call(api.occurrences.asRun, { query })).items;
    return row && row.reportedAt !== null ? row : undefined;
  };
  return { commune, date, reported };
}

async function endpointOf({ endpointId }: Commune) {
  const { items } = await operator.call(api.endpoints.list, { query: { limit: 100 } });
  return items.find(({ id }) => id === endpointId);
}

describe('proof to the ear', () => {
  it('calls a muted amplifier silent, and never plays it down to “played”', async () => {
    const noise = join(await tempFolder(), 'muted.wav');
    await makeSound(noise, `anoisesrc=c=pink:a=0.01:d=120:seed=3:r=${sampleRate}`);
    const { commune, date, reported } = await airWith('Câm', `wav:${noise}`);
    const row = await until(reported, { limitMs: 110_000, everyMs: 500, what: 'it is reported' });
    expect(row).toMatchObject({ verdict: 'played', toTheEar: 'silent', reason: 'completed' });

    expect((await endpointOf(commune))?.health.unheard).toMatchObject({ title: 'Bản tin sáng' });
    await until(
      async () => {
        const params = { id: commune.endpointId };
        const query = { limit: 100 };
        const { items } = await operator.call(api.endpoints.incidents, { params, query });
        return items.find(({ what, code }) => what === 'ear' && code === 'not_heard');
      },
      { limitMs: 30_000, everyMs: 250, what: 'the incident is told' },
    );
    const { total } = await operator.call(api.reports.plays, {
      query: { from: date, to: date, areaId: commune.areaId, by: 'day' },
    });
    expect(total).toMatchObject({ sounded: 1, silent: 0, whole: 1, unheard: 1 });
  }, 180_000);
});
