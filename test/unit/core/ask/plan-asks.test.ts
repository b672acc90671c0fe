import { expect, it } from 'vitest';
import type { Answered, StandingAnswer } from '../../../../core/ask/answer.ts';
import { unanswered } from '../../../../core/ask/answer.ts';
import { mergeAsks } from '../../../../core/ask/merge-asks.ts';
import type { KnownAsk } from '../../../../core/ask/plan-asks.ts';
import { planAsks } from '../../../../core/ask/plan-asks.ts';
import type { DatedAsk, Offer } from '../../../../core/compile/answers.ts';

const date = '2026-11-23';
const now = 1_000_000;
const offer: Offer & { date: string } = {
  ...{ kind: 'offer', date, occurrence: `tin-${date}`, broadcastId: 'tin', ownerAreaId: 'tinh' },
  ...{ because: 'offered', soundMs: 60_000, startsAt: now + 900_000, mayAirAsAsked: true },
  ...{ suggests: 'afternoon', deadline: now + 600_000 },
};
const decision: DatedAsk = {
  ...{ kind: 'decision', date, upper: `tinh1-${date}`, own: `xa1-${date}`, ownerAreaId: 'tinh' },
  deadline: now + 600_000,
};
const said: Answered = {
  ...{ state: 'answered', answer: { is: 'declined' }, scope: 'this' },
  ...{ answeredBy: 'lan', answeredAt: now - 5 },
};
const always: StandingAnswer = {
  ...{ kind: 'offer', areaId: 'tinh', answer: { is: 'accepted', sessionKey: null } },
  ...{ userId: 'hoa', at: now - 99 },
};
const followed: Answered = {
  ...{ state: 'answered', answer: always.answer, scope: 'always' },
  ...{ answeredBy: 'hoa', answeredAt: now - 99 },
};
const row = (ask: DatedAsk, answered: Answered = unanswered): KnownAsk => ({
  id: 'row',
  ask,
  answered,
});
const plan = (asks: DatedAsk[], known: KnownAsk[], standing: StandingAnswer[] = []) =>
  planAsks(asks, { known, standing, now });

it('opens what is asked for the first time, and writes nothing the second time', () => {
  expect(plan([offer, decision], [])).toEqual([
    { id: null, ask: offer, answered: unanswered },
    { id: null, ask: decision, answered: unanswered },
  ]);
  expect(plan([offer], [row(offer)])).toEqual([]);
});

it('follows a changed hour, length or suggestion and leaves the answer of this time as it is', () => {
  const moved = { ...offer, deadline: now + 1, suggests: null };
  expect(plan([moved], [row(offer, said)])).toEqual([{ id: 'row', ask: moved, answered: said }]);
});

it('calls off what nobody asks any more, but neither answers of this time nor what is overdue', () => {
  const gone = { ...unanswered, state: 'gone' };
  expect(plan([], [row(offer)])).toEqual([{ id: 'row', ask: offer, answered: gone }]);
  expect(plan([], [row(offer, followed)])).toEqual([{ id: 'row', ask: offer, answered: gone }]);
  expect(plan([], [row(offer, said)])).toEqual([]);
  expect(plan([], [row({ ...offer, deadline: now })])).toEqual([]);
  expect(plan([], [row(offer, { ...unanswered, state: 'gone' })])).toEqual([]);
});

it('opens again what is asked again, also after its default', () => {
  for (const state of ['gone', 'defaulted'] as const)
    expect(plan([offer], [row(offer, { ...said, state })])).toEqual([
      { id: 'row', ask: offer, answered: unanswered },
    ]);
});

it('answers by what was said for always of the same owner and kind, until that ends', () => {
  expect(plan([offer], [row(offer)], [always])).toEqual([
    { id: 'row', ask: offer, answered: followed },
  ]);
  expect(plan([offer], [row(offer, followed)], [always])).toEqual([]);
  expect(plan([offer], [row(offer, followed)])).toEqual([
    { id: 'row', ask: offer, answered: unanswered },
  ]);
  expect(plan([offer], [row(offer)], [{ ...always, areaId: 'huyen' }])).toEqual([]);
  expect(plan([decision], [row(decision)], [always])).toEqual([]);
});

it('asks each time for a session for what had no room, whatever was said for always', () => {
  const full = { ...offer, because: 'part_full' as const };
  expect(plan([full], [row(full)], [always])).toEqual([]);
});

it('lets the answer of this time go before the one for always', () => {
  expect(plan([offer], [row(offer, said)], [always])).toEqual([]);
});

it('asks a station once for all its places, before the first of them hears it', () => {
  const { date: _, ...early } = { ...offer, deadline: now + 300_000, startsAt: now + 600_000 };
  const { date: __, ...late } = { ...offer, suggests: null, soundMs: 90_000 };
  const groups = [late, early].map((ask) => ({ date, record: { asks: [ask] } }));
  expect(mergeAsks(groups)).toEqual([
    {
      ...offer,
      deadline: now + 300_000,
      startsAt: now + 600_000,
      soundMs: 90_000,
      suggests: 'afternoon',
    },
  ]);
});
