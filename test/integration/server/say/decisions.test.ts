import { beforeAll, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { DecisionAnswered } from '../../../../contract/http/decisions.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { dayAfter, makeApproved, zone } from '../../../support/district.ts';
import { refusal, type Person } from '../../../support/person.ts';
import {
  airOf,
  askedCommune,
  placeFor,
  saidOf,
  turnedClock,
  type AskedCommune,
} from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const tomorrow = () => dayAfter(clock.now(), 1);
let tone = '';

beforeAll(async () => {
  tone = await makeApproved(server(), { hertz: 440 });
});

/** The province's and the commune's own priority item in the same session. */
async function placeBoth(commune: AskedCommune, date: string, sessionKey = 'afternoon') {
  const inPart = (part: 'above' | 'own') => ({
    class: 'priority' as const,
    placement: { kind: 'session' as const, sessionKey, part, order: 0 },
  });
  const given = { recordingId: tone, date };
  const upper = await placeFor(server(), commune, given, inPart('above'));
  const mine = { ...given, ownerAreaId: commune.areaId };
  return { upper, own: await placeFor(server(), commune, mine, inPart('own')) };
}

const decisionsOf = async (
  { stationId }: AskedCommune,
  person: Person,
  state: DecisionAnswered['state'] = 'open',
) => (await person.call(api.decisions.list, { query: { stationId, state } })).items;

const order = async (commune: AskedCommune, date: string) =>
  (await airOf(server(), commune, date)).map((line) => line.slice(line.indexOf(' ') + 1));

it('airs both, the province first, and asks the commune for the order', async () => {
  const commune = await askedCommune(server(), 'Hải Anh');
  const { upper, own } = await placeBoth(commune, tomorrow());
  expect(await order(commune, tomorrow())).toEqual([upper, own]);
  const start = instantOf(tomorrow(), '17:00', zone);
  expect(await decisionsOf(commune, commune.operator)).toEqual([
    expect.objectContaining({
      deadline: start - server().config.freezeMs,
      ownerName: 'Tỉnh Ninh Bình',
      upper: expect.objectContaining({
        broadcastId: upper,
        outcome: expect.objectContaining({ airs: true, startsAt: start }) as unknown,
      }) as unknown,
      own: expect.objectContaining({ broadcastId: own }) as unknown,
      answer: null,
      mayAnswer: true,
    }),
  ]);
});

it('airs the commune’s own first after its answer, each from its own part, and back again', async () => {
  const commune = await askedCommune(server(), 'Hải Hưng');
  const { upper, own } = await placeBoth(commune, tomorrow());
  const [decision] = await decisionsOf(commune, commune.operator);
  const params = { id: decision?.id ?? '' };
  const answered = await commune.operator.call(api.decisions.answer, {
    params,
    body: { first: 'own' },
  });
  expect(answered).toMatchObject({
    state: 'answered',
    answer: { first: 'own' },
    answeredBy: commune.operator.me.name,
  });
  expect(await order(commune, tomorrow())).toEqual([own, upper]);
  const query = { from: tomorrow(), to: tomorrow(), stationId: commune.stationId };
  const { items } = await commune.operator.call(api.occurrences.list, { query });
  expect(items.map(({ part, broadcastId }) => [part, broadcastId])).toEqual([
    ['own', own],
    ['above', upper],
  ]);
  const [step] = await saidOf(server(), commune, `${own}-${tomorrow()}`);
  expect(step).toMatchObject({
    step: 'decision',
    code: 'own_first',
    detail: { by: commune.operator.me.name },
  });
  await commune.approver.call(api.decisions.answer, { params, body: { first: 'upper' } });
  expect(await order(commune, tomorrow())).toEqual([upper, own]);
});

it('follows an answer for always in each session to come', async () => {
  const commune = await askedCommune(server(), 'Hải Đông');
  await placeBoth(commune, tomorrow());
  const [decision] = await decisionsOf(commune, commune.operator);
  await commune.operator.call(api.decisions.answer, {
    params: { id: decision?.id ?? '' },
    body: { first: 'own', scope: 'always' },
  });
  const later = dayAfter(clock.now(), 2);
  const { upper, own } = await placeBoth(commune, later);
  expect(await order(commune, later)).toEqual([own, upper]);
  expect(await decisionsOf(commune, commune.operator)).toEqual([]);
});

it('lets only the commune’s people decide', async () => {
  const commune = await askedCommune(server(), 'Hải Tây');
  await placeBoth(commune, tomorrow());
  const [decision] = await decisionsOf(commune, commune.operator);
  const given = { params: { id: decision?.id ?? '' }, body: { first: 'upper' as const } };
  for (const person of [await server().as('operator'), await server().as('author', commune.areaId)])
    expect((await refusal(person.call(api.decisions.answer, given))).code).toBe('not_allowed');
});

it('writes the default down at the freeze: the province first', async () => {
  const commune = await askedCommune(server(), 'Hải Lý');
  const today = dayAfter(clock.now(), 0);
  const { upper, own } = await placeBoth(commune, today);
  const [decision] = await decisionsOf(commune, commune.operator);
  const deadline = decision?.deadline ?? 0;
  clock.turnTo(deadline);
  const late = commune.operator.call(api.decisions.answer, {
    params: { id: decision?.id ?? '' },
    body: { first: 'own' },
  });
  expect((await refusal(late)).code).toBe('answer_too_late');
  await expect
    .poll(() => decisionsOf(commune, commune.operator, 'defaulted'), { timeout: 15_000 })
    .toEqual([
      expect.objectContaining({
        answer: { first: 'upper' },
        answeredBy: null,
        answeredAt: deadline,
      }),
    ]);
  expect(await order(commune, today)).toEqual([upper, own]);
  const [step] = await saidOf(server(), commune, `${upper}-${today}`);
  expect(step).toMatchObject({ step: 'decision', code: 'upper_first_by_default' });
});
