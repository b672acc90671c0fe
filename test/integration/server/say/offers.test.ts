import { beforeAll, describe, expect, it } from 'vitest';
import { api } from '../../../../contract/api.ts';
import type { OfferAnswered } from '../../../../contract/http/offers.ts';
import { instantOf } from '../../../../core/time/zoned.ts';
import { dayAfter, makeApproved, zone, type Commune } from '../../../support/district.ts';
import { everyDay } from '../../../support/on-days.ts';
import { refusal, type Person } from '../../../support/person.ts';
import { airOf, askedCommune, placeFor, saidOf, turnedClock } from '../../../support/say.ts';
import { useTestServer } from '../../../support/server.ts';

const clock = turnedClock('10:00');
const server = useTestServer({ worker: true, clock });
const tomorrow = () => dayAfter(clock.now(), 1);
let tone = '';

beforeAll(async () => {
  tone = await makeApproved(server(), { hertz: 440, title: 'Vay vốn hộ nghèo' });
});

const place = (
  commune: Commune,
  given: { date?: string; time?: string } = {},
  rest: Parameters<typeof placeFor>[3] = {},
) => placeFor(server(), commune, { recordingId: tone, date: tomorrow(), ...given }, rest);

const offersOf = async (
  { stationId }: Commune,
  person: Person,
  state: OfferAnswered['state'] = 'open',
) => (await person.call(api.offers.list, { query: { stationId, state } })).items;

async function firstOffer(commune: Commune, person: Person): Promise<OfferAnswered> {
  const [offer] = await offersOf(commune, person);
  if (!offer) throw new Error('nothing is offered');
  return offer;
}

type Said = Parameters<typeof answerTo>[2];
const answerTo = (
  person: Person,
  id: string,
  body: { is: 'accepted' | 'declined'; sessionKey?: string; scope?: 'this' | 'always' },
) => person.call(api.offers.answer, { params: { id }, body });

describe('a normal bulletin of the province at an hour of its own', () => {
  it('waits with its sound, its sessions with their room and the one that is suggested', async () => {
    const commune = await askedCommune(server(), 'Hải Anh');
    const id = await place(commune, {}, { title: 'Tin tỉnh' });
    expect(await airOf(server(), commune, tomorrow())).toEqual([]);
    const at = (time: string) => instantOf(tomorrow(), time, zone);
    expect(await offersOf(commune, commune.operator)).toEqual([
      expect.objectContaining({
        occurrence: `${id}-${tomorrow()}`,
        title: 'Tin tỉnh',
        ownerName: 'Tỉnh Ninh Bình',
        because: 'offered',
        sounds: [{ recordingId: tone, title: 'Vay vốn hộ nghèo' }],
        startsAt: at('10:00'),
        deadline: at('10:00') - server().config.freezeMs,
        mayAirAsAsked: true,
        suggests: 'afternoon',
        sessions: [
          { key: 'morning', name: 'Buổi morning', startsAt: at('05:00'), roomMs: 600_000 },
          { key: 'afternoon', name: 'Buổi afternoon', startsAt: at('17:00'), roomMs: 600_000 },
        ],
        state: 'open',
        answer: null,
        outcome: { airs: false, reason: 'offered', startsAt: null, sessionKey: null },
        mayAnswer: true,
      }),
    ]);
    // The commune hears it before it answers.
    const heard = await commune.operator.call(api.recordings.get, { params: { id: tone } });
    expect(heard.onAir?.state).toBe('approved');
  });

  it('airs in the session that the commune picks, and everybody is told who said so', async () => {
    const commune = await askedCommune(server(), 'Hải Hưng');
    const id = await place(commune);
    const offer = await firstOffer(commune, commune.operator);
    const said = { is: 'accepted', sessionKey: 'afternoon' } as const;
    const answered = await answerTo(commune.operator, offer.id, said);
    const startsAt = instantOf(tomorrow(), '17:00', zone);
    expect(answered).toMatchObject({
      state: 'answered',
      answer: said,
      scope: 'this',
      answeredBy: commune.operator.me.name,
      outcome: { airs: true, startsAt, sessionKey: 'afternoon' },
    });
    expect(await airOf(server(), commune, tomorrow())).toEqual([`17:00 ${id}`]);
    const [step] = await saidOf(server(), commune, `${id}-${tomorrow()}`);
    expect(step).toMatchObject({
      step: 'offer',
      ok: true,
      code: 'accepted',
      detail: { by: commune.operator.me.name, sessionKey: 'afternoon' },
    });
    const auditor = await server().administrator();
    const { items } = await auditor.call(api.audit.list, { query: {} });
    expect(items.find(({ action }) => action === 'offer.answer')).toMatchObject({
      userName: commune.operator.me.name,
      subject: offer.id,
      detail: { answer: said, scope: 'this' },
    });
  });

  it('lets the commune change its mind until the deadline: declined, then as it was asked', async () => {
    const commune = await askedCommune(server(), 'Hải Đông');
    const id = await place(commune);
    const offer = await firstOffer(commune, commune.approver);
    const no = await answerTo(commune.approver, offer.id, { is: 'declined' });
    expect(no.outcome).toMatchObject({ airs: false, reason: 'declined' });
    const [step] = await saidOf(server(), commune, `${id}-${tomorrow()}`);
    expect(step).toMatchObject({ ok: false, code: 'declined' });
    expect(await offersOf(commune, commune.approver)).toEqual([]);
    const [changeable] = await offersOf(commune, commune.operator, 'answered');
    expect(changeable).toMatchObject({ id: offer.id, mayAnswer: true });
    await answerTo(commune.operator, offer.id, { is: 'accepted' });
    expect(await airOf(server(), commune, tomorrow())).toEqual([`10:00 ${id}`]);
  });

  it('always yes: what the owner offers airs without a question until the commune ends it', async () => {
    const commune = await askedCommune(server(), 'Hải Tây');
    const series = await place(commune, {}, { dates: everyDay(tomorrow()) });
    const open = await offersOf(commune, commune.operator);
    expect(open).toHaveLength(7);
    const said = { is: 'accepted', sessionKey: 'afternoon', scope: 'always' } as const;
    await answerTo(commune.operator, open[0]?.id ?? '', said);
    expect(await offersOf(commune, commune.operator)).toEqual([]);
    const other = await place(commune, { time: '11:00' });
    expect(await airOf(server(), commune, tomorrow())).toEqual([
      `17:00 ${series}`,
      `17:00 ${other}`,
    ]);
    expect(await airOf(server(), commune, dayAfter(clock.now(), 7))).toEqual([`17:00 ${series}`]);
    const [step] = await saidOf(server(), commune, `${other}-${tomorrow()}`);
    expect(step).toMatchObject({
      code: 'accepted_always',
      detail: { by: commune.operator.me.name },
    });

    const query = { stationId: commune.stationId };
    const { items } = await commune.operator.call(api.standingAnswers.list, { query });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'offer',
        ownerName: 'Tỉnh Ninh Bình',
        answer: { is: 'accepted', sessionKey: 'afternoon' },
        mayEnd: true,
      }),
    ]);
    const params = { id: items[0]?.id ?? '' };
    const province = await server().as('operator');
    expect((await refusal(province.call(api.standingAnswers.end, { params }))).code).toBe(
      'not_allowed',
    );
    await commune.operator.call(api.standingAnswers.end, { params });
    expect(await airOf(server(), commune, tomorrow())).toEqual([]);
    expect(await offersOf(commune, commune.operator)).toHaveLength(8);
  });

  it('pages open offers by their deadlines', async () => {
    const commune = await askedCommune(server(), 'Hải Lý');
    for (const time of ['12:00', '09:00', '15:00']) await place(commune, { time });
    const list = (cursor: string | null) =>
      commune.operator.call(api.offers.list, {
        query: { stationId: commune.stationId, limit: 2, ...(cursor ? { cursor } : {}) },
      });
    const first = await list(null);
    const second = await list(first.next);
    expect(second.next).toBeNull();
    const deadlines = [...first.items, ...second.items].map(({ deadline }) => deadline);
    const starts = ['09:00', '12:00', '15:00'].map((time) => instantOf(tomorrow(), time, zone));
    expect(deadlines).toEqual(starts.map((start) => start - server().config.freezeMs));
  });
});

describe('an answer is refused', () => {
  it('from whoever is not of the commune, and from the tier that asks', async () => {
    const commune = await askedCommune(server(), 'Hải Phú');
    await place(commune);
    const offer = await firstOffer(commune, commune.operator);
    const code = async (person: Person) =>
      (await refusal(answerTo(person, offer.id, { is: 'declined' }))).code;
    expect(await code(await server().as('author', commune.areaId))).toBe('not_allowed');
    expect(await code(await server().as('operator'))).toBe('not_allowed');
    const other = await askedCommune(server(), 'Hải Cường');
    expect(await code(other.operator)).toBe('offer_not_found');
    expect(await offersOf(commune, other.operator)).toEqual([]);
    const [seen] = await offersOf(commune, await server().as('operator'));
    expect(seen).toMatchObject({ id: offer.id, mayAnswer: false });
  });

  it('as the list says that is asked only for what the person may answer', async () => {
    const [own, other] = [
      await askedCommune(server(), 'Hải Lộc'),
      await askedCommune(server(), 'Hải Quang'),
    ];
    for (const commune of [other, own]) {
      await place(commune);
      await place(commune, { time: '11:00' });
    }
    // Reads the whole province, and answers for one commune.
    const person = await server().as('leader');
    const grants = [...person.me.grants, { role: 'operator' as const, areaId: own.areaId }];
    const administrator = await server().administrator();
    const params = { id: person.me.id };
    await administrator.call(api.users.update, { params, body: { grants } });
    const all = await person.call(api.offers.list, { query: { limit: 500 } });
    const mine = all.items.filter(({ mayAnswer }) => mayAnswer).map(({ id }) => id);
    expect(all).toMatchObject({ next: null, total: null });
    const query = { answerable: 'true', limit: 1 } as const;
    const page = await person.call(api.offers.list, { query });
    const rest = await person.call(api.offers.list, {
      query: { ...query, cursor: page.next ?? '' },
    });
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(mine);
    expect(page).toMatchObject({ total: 2, items: [{ stationId: own.stationId }] });
    expect(rest.next).toBeNull();
    // Whoever asks answers nothing of it.
    const asking = await server().some('operator');
    expect(await asking.call(api.offers.list, { query })).toMatchObject({ items: [], total: 0 });
  });

  it('for a session that is not held or has too little room', async () => {
    const commune = await askedCommune(server(), 'Hải Ninh');
    await place(commune);
    const offer = await firstOffer(commune, commune.operator);
    const code = async (said: Said) =>
      (await refusal(answerTo(commune.operator, offer.id, said))).code;
    expect(await code({ is: 'accepted', sessionKey: 'evening' })).toBe('session_not_found');
    const { items } = await commune.operator.call(api.sessions.list, {
      query: { stationId: commune.stationId },
    });
    for (const { id, stationId: _, ...session } of items)
      await commune.operator.call(api.sessions.update, {
        params: { id },
        body: { ...session, parts: [{ tier: 'own', budgetMs: 1000, anchor: null }] },
      });
    expect(await code({ is: 'accepted', sessionKey: 'morning' })).toBe('session_no_room');
    expect((await firstOffer(commune, commune.operator)).suggests).toBeNull();
  });

  it('when the broadcast was withdrawn meanwhile', async () => {
    const commune = await askedCommune(server(), 'Hải Phong');
    const id = await place(commune);
    const offer = await firstOffer(commune, commune.operator);
    const province = await server().as('operator');
    await province.call(api.broadcasts.withdraw, { params: { id }, body: { version: 1 } });
    expect(await offersOf(commune, commune.operator, 'gone')).toHaveLength(1);
    const problem = await refusal(answerTo(commune.operator, offer.id, { is: 'declined' }));
    expect(problem).toMatchObject({ status: 409, code: 'ask_gone' });
  });
});

describe('a bulletin that its part has no room for', () => {
  it('is asked for a session, each time anew, and airs there from the commune’s own minutes', async () => {
    const commune = await askedCommune(server(), 'Hải Vân');
    const session = (
      await commune.operator.call(api.sessions.list, {
        query: { stationId: commune.stationId },
      })
    ).items.find(({ key }) => key === 'morning');
    if (!session) throw new Error('no morning');
    const { id, stationId: _, ...rest } = session;
    const [above, own] = rest.parts;
    await commune.operator.call(api.sessions.update, {
      params: { id },
      body: { ...rest, parts: [{ ...above!, budgetMs: 1000 }, own!] },
    });
    const placement = { kind: 'session', sessionKey: 'morning', part: 'above', order: 0 } as const;
    const broadcastId = await place(commune, {}, { placement });
    const offer = await firstOffer(commune, commune.operator);
    expect(offer).toMatchObject({
      because: 'part_full',
      mayAirAsAsked: false,
      suggests: 'morning',
    });
    const code = async (said: Said) =>
      (await refusal(answerTo(commune.operator, offer.id, said))).code;
    expect(await code({ is: 'accepted' })).toBe('offer_needs_session');
    const morning = { is: 'accepted', sessionKey: 'morning' } as const;
    expect(await code({ ...morning, scope: 'always' })).toBe('answer_only_once');
    await answerTo(commune.operator, offer.id, morning);
    expect(await airOf(server(), commune, tomorrow())).toEqual([`05:00 ${broadcastId}`]);
  });
});

describe('nobody answers', () => {
  it('by the freeze: it does not air, and the default is written down with its instant', async () => {
    const commune = await askedCommune(server(), 'Hải Giang');
    const today = dayAfter(clock.now(), 0);
    const id = await place(commune, { date: today, time: '14:00' });
    const offer = await firstOffer(commune, commune.operator);
    clock.turnTo(offer.deadline);
    const late = await refusal(answerTo(commune.operator, offer.id, { is: 'accepted' }));
    expect(late).toMatchObject({ status: 409, code: 'answer_too_late' });
    await expect
      .poll(() => offersOf(commune, commune.operator, 'defaulted'), { timeout: 15_000 })
      .toEqual([
        expect.objectContaining({
          id: offer.id,
          answer: { is: 'declined', sessionKey: null },
          answeredBy: null,
          answeredAt: offer.deadline,
          mayAnswer: false,
        }),
      ]);
    expect(await airOf(server(), commune, today)).toEqual([]);
    const [step] = await saidOf(server(), commune, `${id}-${today}`);
    expect(step).toMatchObject({ step: 'offer', ok: false, code: 'not_answered' });
    const auditor = await server().administrator();
    const { items } = await auditor.call(api.audit.list, { query: {} });
    expect(items.find(({ subject }) => subject === offer.id)).toMatchObject({
      action: 'offer.default',
      userName: null,
    });
  });
});
