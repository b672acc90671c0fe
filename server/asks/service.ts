import type { z } from 'zod';
import type { DecisionAnswered, decisionRoutes } from '../../contract/http/decisions.ts';
import type { OfferAnswered, offerRoutes } from '../../contract/http/offers.ts';
import { AppError } from '../../runtime/error.ts';
import type { Principal } from '../http/principal.ts';
import { answerAsk, requireAsk, type AsksDeps } from './answer-ask.ts';
import { describeDecisions, describeOffers, type Reader } from './describe-asks.ts';
import { findAsk, listAsks, type AsksPage, type AsksQuery, type StationAsk } from './list-asks.ts';

type OfferSaid = z.output<NonNullable<(typeof offerRoutes.answer)['body']>>;
type DecisionSaid = z.output<NonNullable<(typeof decisionRoutes.answer)['body']>>;

/** What the commune is asked, and its answers (Thông tư 39/2020). */
export interface AsksService {
  offers(principal: Principal, query: AsksQuery): Promise<AsksPage<OfferAnswered>>;
  decisions(principal: Principal, query: AsksQuery): Promise<AsksPage<DecisionAnswered>>;
  answerOffer(principal: Principal, id: string, said: OfferSaid): Promise<OfferAnswered>;
  answerDecision(principal: Principal, id: string, said: DecisionSaid): Promise<DecisionAnswered>;
}

export function createAsksService(deps: AsksDeps): AsksService {
  const { db } = deps;
  return {
    offers: async (principal, query) => {
      const reader = await readerOf(deps, principal);
      const page = await listAsks({ db, ...reader }, principal, { ...query, kind: 'offer' });
      return { ...page, items: await describeOffers(db, page.items, reader) };
    },
    decisions: async (principal, query) => {
      const reader = await readerOf(deps, principal);
      const page = await listAsks({ db, ...reader }, principal, { ...query, kind: 'decision' });
      return { ...page, items: await describeDecisions(db, page.items, reader) };
    },
    answerOffer: async (principal, id, { is, sessionKey, scope }) => {
      const row = await requireAsk(deps, principal, { kind: 'offer', id });
      if (scope === 'always' && row.because !== 'offered')
        throw new AppError('answer_only_once', 'what had no room is asked each time');
      if (is === 'accepted') await checkAcceptance(deps, principal, row, sessionKey);
      const answer = is === 'accepted' ? { is, sessionKey } : { is };
      await answerAsk(deps, principal, row, { answer, scope });
      return only(
        await describeOffers(
          db,
          await again(deps, principal, row),
          await readerOf(deps, principal),
        ),
      );
    },
    answerDecision: async (principal, id, { first, scope }) => {
      const row = await requireAsk(deps, principal, { kind: 'decision', id });
      await answerAsk(deps, principal, row, { answer: { is: 'first', first }, scope });
      return only(
        await describeDecisions(
          db,
          await again(deps, principal, row),
          await readerOf(deps, principal),
        ),
      );
    },
  };
}

/**
 * Whether it can air where it was accepted into.
 * @throws AppError `offer_needs_session`, `session_not_found`, `answer_too_late`, `session_no_room`
 */
async function checkAcceptance(
  deps: AsksDeps,
  principal: Principal,
  row: StationAsk,
  sessionKey: string | null,
): Promise<void> {
  if (sessionKey === null) {
    if (row.may_air_as_asked === 1) return;
    throw new AppError('offer_needs_session', 'it cannot air as it was asked; choose a session');
  }
  const [offer] = await describeOffers(deps.db, [row], await readerOf(deps, principal));
  const session = offer?.sessions.find(({ key }) => key === sessionKey);
  if (!offer || !session)
    throw new AppError('session_not_found', `no session ${sessionKey} is open on that day`);
  if (session.roomMs < offer.soundMs)
    throw new AppError('session_no_room', `${session.name} has too little room left for it`);
}

async function readerOf(
  { access, clock, freezeMs }: AsksDeps,
  principal: Principal,
): Promise<Reader> {
  return { principal, tree: await access.tree(), now: clock.now(), freezeMs };
}

/** The ask as it stands after the compile. */
async function again(
  { db, access, clock }: AsksDeps,
  principal: Principal,
  { kind, id }: StationAsk,
): Promise<StationAsk[]> {
  const store = { db, tree: await access.tree(), now: clock.now() };
  const row = await findAsk(store, principal, { kind, id });
  return row ? [row] : [];
}

function only<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new AppError('internal', 'an answered ask cannot be read');
  return item;
}
