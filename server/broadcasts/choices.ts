import type { Outlook } from '../../contract/http/broadcasts.ts';
import { recordingsOf } from '../../core/broadcast/recordings-of.ts';
import type { Principal } from '../http/principal.ts';
import { loadLibrary } from '../timetable/library.ts';
import type { Draft } from './check-draft.ts';
import { holdersOf, isInConflict } from './holders.ts';
import { linesOf } from './outlook.ts';
import { broadcastsOf, tryOut, type TryOutDeps, type Prepared, type Tried } from './try-out.ts';
import { findTakenOut, mayTakeOut, type TakenOut } from './take-out.ts';

type Choice = Outlook['choices'][number];

/** A way out of a conflict: the same but for this. */
interface Variant {
  choice: Choice['choice'];
  isChosen: boolean;
  prepared: Prepared;
}

interface Given {
  prepared: Prepared;
  tried: Tried;
}

/** Each way out of a conflict with what it would give where there is one; none where there is no conflict. */
export async function choicesOf(
  deps: TryOutDeps,
  principal: Principal,
  given: Given,
): Promise<Choice[]> {
  const { prepared, tried } = given;
  const stationIds = stationsInConflict(given);
  if (stationIds.size === 0 || prepared.isGone) return [];
  const variants = [
    ...(await placedOtherwise(deps, prepared)),
    ...(await replacing(deps, given, stationIds)),
  ];
  const choices: Choice[] = [];
  for (const { choice, isChosen, prepared: variant } of variants) {
    // What is chosen was compiled already.
    const result = isChosen ? tried : await tryOut(deps, variant, [...stationIds]);
    const taken = choice === 'replace' ? variant.taken : [];
    const ask = await missingRights(deps, principal, taken);
    choices.push({
      ...{ choice, isChosen, ask, allowed: ask.length === 0 },
      replaces: taken.flatMap(({ occurrences }) => occurrences),
      ...countsOf(variant, result, stationIds),
    });
  }
  return choices;
}

function stationsInConflict({ prepared, tried }: Given): Set<string> {
  const own = new Map(broadcastsOf(prepared).map((one) => [one.id, one]));
  const lines = linesOf(tried.days, own).map(({ line }) => line);
  return new Set([...lines.filter(isInConflict), ...tried.displaced].map((one) => one.stationId));
}

/** An edit of a single day keeps to what the series says of conflicts. */
async function placedOtherwise(deps: TryOutDeps, prepared: Prepared): Promise<Variant[]> {
  const { draft, checked, replaces } = prepared;
  if (checked !== draft) return [];
  const variant = (choice: Choice['choice'], isAsDraft: boolean, change: Partial<Draft>) => ({
    choice,
    isChosen: isAsDraft && replaces.length === 0,
    prepared: { ...prepared, draft: { ...draft, ...change }, replaces: [], taken: [] },
  });
  const { overflow, whenBeaten, placement } = draft;
  if (placement.kind === 'session') {
    const next = { kind: 'next' as const, withinDays: 2 };
    return [
      variant('next_session', overflow.kind === 'next', { overflow: next }),
      variant('skip', overflow.kind === 'skip', { overflow: { kind: 'skip' } }),
    ];
  }
  if (placement.kind === 'now') return [];
  const ways = ['queue', 'skip', ...((await canShrink(deps, draft)) ? ['shorten' as const] : [])];
  return (ways as Draft['whenBeaten'][]).map((way) =>
    variant(way, whenBeaten === way, { whenBeaten: way }),
  );
}

/** Speech is never cut; relays, pools and what was called music may be. */
async function canShrink({ db }: TryOutDeps, draft: Draft): Promise<boolean> {
  if (draft.items.some(({ type }) => type === 'relay' || type === 'pool')) return true;
  const library = await loadLibrary(db, recordingsOf(draft));
  return [...library.values()].some(({ mayBeCut }) => mayBeCut);
}

async function replacing(
  { db, clock }: TryOutDeps,
  { prepared, tried }: Given,
  stationIds: ReadonlySet<string>,
): Promise<Variant[]> {
  const own = new Map(broadcastsOf(prepared).map((one) => [one.id, one]));
  const now = clock.now();
  const holders = tried.days
    .filter(({ stationId }) => stationIds.has(stationId))
    .flatMap((day) =>
      day.record.rulings.flatMap((ruling) => {
        const broadcast = own.get(ruling.broadcastId);
        return broadcast ? holdersOf(ruling, { broadcast, day, now }) : [];
      }),
    );
  const dropped = tried.displaced
    .filter(
      ({ what, reason, startedAt }) => what === 'dropped' && reason !== null && startedAt > now,
    )
    .map(({ occurrence }) => occurrence);
  const replaces = [...new Set([...prepared.replaces, ...holders, ...dropped])];
  if (replaces.length === 0) return [];
  const isChosen = replaces.length === prepared.replaces.length;
  const taken = await findTakenOut(db, replaces, new Set(own.keys()));
  return [{ choice: 'replace', isChosen, prepared: { ...prepared, replaces, taken } }];
}

async function missingRights(
  { access }: TryOutDeps,
  principal: Principal,
  taken: readonly TakenOut[],
): Promise<Choice['ask']> {
  const areas = await access.areas();
  const ask = new Map<string, Choice['ask'][number]>();
  for (const one of taken) {
    const { owner_area_id: areaId } = one.row;
    if (await mayTakeOut(access, principal, one)) continue;
    ask.set(areaId, { areaId, areaName: areas.get(areaId)?.name ?? areaId });
  }
  return [...ask.values()];
}

function countsOf(
  prepared: Prepared,
  { days, displaced }: Tried,
  stationIds: ReadonlySet<string>,
): Pick<Choice, 'aired' | 'moved' | 'notAired' | 'displaced'> {
  const own = new Map(broadcastsOf(prepared).map((one) => [one.id, one]));
  const there = days.filter(({ stationId }) => stationIds.has(stationId));
  const lines = linesOf(there, own).map(({ line }) => line);
  const airing = lines.filter(({ airs }) => airs);
  const moved = airing.filter(isInConflict).length;
  return {
    aired: airing.length - moved,
    moved,
    notAired: lines.length - airing.length,
    displaced: displaced.filter(({ stationId }) => stationIds.has(stationId)).length,
  };
}
