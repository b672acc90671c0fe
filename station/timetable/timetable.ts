import type { SignedHead } from '../../contract/station/head.ts';
import type { Keys, Settings } from '../../contract/station/objects.ts';
import type { StopOrderBody } from '../../contract/station/stop-order.ts';
import type { HeldEntry } from '../../core/station/held-entry.ts';
import { addDays } from '../../core/time/zoned.ts';
import type { AirClock } from '../clock/air-clock.ts';
import { readHead } from '../head/verify-head.ts';
import { findKey, judgeKeys } from '../keys/judge-keys.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Incidents } from '../proof/incidents.ts';
import { readFact, writeFact } from '../store/facts.ts';
import type { StationStore } from '../store/open-store.ts';
import type { InForce } from './days.ts';
import { putInForce } from './days.ts';
import type { ObjectStore } from './object-store.ts';
import { createSlots, type Slots } from './slots.ts';
import { openStopOrders, type StopOrders } from './stop-orders.ts';

export interface TimetableDeps {
  db: StationStore;
  objects: ObjectStore;
  incidents: Incidents;
  air: AirClock;
  endpointId: string;
}

/** A head with its exact bytes. */
export interface HeldHead {
  head: SignedHead;
  bytes: Buffer;
}

/** What the server wants to sound, as far as it has been proved and is here. */
export class Timetable {
  private readonly deps: TimetableDeps;
  private readonly slots: Slots;
  private readonly orders: StopOrders;
  private changing = Promise.resolve();
  private isBehind = false;
  private held: HeldHead | null = null;
  private ring: KeyRing;
  private current: { sha256: string; settings: Settings } | null = null;
  private days: InForce[] = [];
  private heldEntries: HeldEntry[] = [];

  /** Use {@link openTimetable}. */
  constructor(
    deps: TimetableDeps,
    { ring, slots, orders }: { ring: KeyRing; slots: Slots; orders: StopOrders },
  ) {
    this.deps = deps;
    this.ring = ring;
    this.slots = slots;
    this.orders = orders;
  }

  head(): HeldHead | null {
    return this.held;
  }

  /** What a newer head must follow; nothing where the key that signed the held one was taken away since. */
  predecessor(): HeldHead | null {
    const { held } = this;
    if (!held) return null;
    const { keyId, issuedAt } = held.head;
    return findKey(this.ring, keyId, issuedAt) === null ? null : held;
  }

  keys(): KeyRing {
    return this.ring;
  }

  /** Takes in keys that no head has named; answers whether anything came of it: only the recovery key can do that. */
  async learnKeys(fresh: Keys): Promise<boolean> {
    let isChanged = false;
    await this.inTurn(async () => {
      isChanged = await this.judge(fresh, null);
    });
    return isChanged;
  }

  /** Older ones until the head's own are here. */
  settings(): Settings | null {
    return this.current?.settings ?? null;
  }

  settingsHash(): string | null {
    return this.current?.sha256 ?? null;
  }

  inForce(): readonly InForce[] {
    return this.days;
  }

  /** Every entry in force, by start. */
  entries(): readonly HeldEntry[] {
    return this.heldEntries;
  }

  stopped(): ReadonlySet<string> {
    return new Set([...(this.held?.head.stopped ?? []), ...this.orders.stopped(this.ring)]);
  }

  /** Takes in an order that was judged good; it counts before this has settled, and whatever comes of the disk. */
  obeyStop(order: StopOrderBody): Promise<void> {
    return this.orders.keep(order);
  }

  /** Keeps a head that was judged good; what it stops is stopped at once. */
  acceptHead(head: SignedHead, bytes: Buffer): Promise<void> {
    return this.inTurn(async () => {
      // A newer one came by another way meanwhile.
      const before = this.predecessor();
      if (before && before.head.sequence > head.sequence) return;
      // A stop is obeyed even where the disk takes nothing any more.
      this.held = { head, bytes };
      this.isBehind = true;
      const row = { id: 1 as const, sequence: head.sequence, bytes };
      await this.deps.db
        .insertInto('head')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
      await this.putInForce();
    });
  }

  /** Tries again what failed half-way, on a full disk for example. */
  async catchUp(): Promise<void> {
    if (!this.isBehind) return;
    if (this.held) await this.acceptHead(this.held.head, this.held.bytes);
    else await this.refresh();
  }

  /** Puts in force what has arrived since. */
  refresh(): Promise<void> {
    return this.inTurn(() => this.putInForce());
  }

  /** Reads what is held, and verifies it again: it may have been spoilt on disk. */
  async open(): Promise<void> {
    const { db, endpointId, incidents } = this.deps;
    const row = await db.selectFrom('head').select('bytes').executeTakeFirst();
    if (row) {
      const verdict = readHead(row.bytes, this.ring, endpointId);
      if (verdict.ok) this.held = { head: verdict.head, bytes: row.bytes };
      else {
        const detail = `held: ${verdict.detail}`;
        await incidents.report({ what: 'head', code: verdict.code, detail });
        await db.deleteFrom('head').execute();
      }
    }
    await this.refresh();
  }

  /** News and objects come by different ways; each change is whole before the next begins. */
  private inTurn(change: () => Promise<void>): Promise<void> {
    this.changing = this.changing.catch(() => {}).then(change);
    return this.changing;
  }

  private async putInForce(): Promise<void> {
    this.isBehind = true;
    const head = this.held?.head;
    if (head) await this.takeKeys(head);
    await this.takeSettings(head);
    if (head) await this.takeDays(head);
    this.isBehind = false;
  }

  private async takeDays(head: SignedHead): Promise<void> {
    const { air } = this.deps;
    this.days = await putInForce(this.deps, head, this.days);
    const entries = this.days.flatMap(({ sha256, playlist }) =>
      playlist.entries.map((entry) => ({ entry, playlist: sha256 })),
    );
    const [first] = head.days;
    // A guest sounds up to a week after the day that it is named by.
    // On a full disk an order too many does no harm.
    if (first) await this.orders.forgetBefore(addDays(first.date, -7)).catch(() => {});
    const now = air.isTrusted() ? air.now() : head.issuedAt;
    this.heldEntries = await this.slots.hold(entries, Math.floor(now));
  }

  private async takeKeys(head: SignedHead): Promise<void> {
    const fresh = await this.deps.objects.get('keys', head.keys);
    if (fresh) await this.judge(fresh, head);
  }

  private async judge(fresh: Keys, head: SignedHead | null): Promise<boolean> {
    const { db, incidents, air } = this.deps;
    const verdict = judgeKeys(this.ring, fresh, head?.keyId ?? null);
    if (!verdict.ok) {
      await incidents.report({ what: 'keys', code: 'keys_refused', detail: verdict.detail });
      return false;
    }
    const { ring } = verdict;
    // A head says when it was made, and a stolen key says anything.
    const seenAt = head && air.isTrusted() ? Math.min(head.issuedAt, air.now()) : 0;
    const next = { ...ring, asOf: Math.max(ring.asOf, seenAt) };
    if (JSON.stringify(next) === JSON.stringify(this.ring)) return false;
    await writeFact(db, 'keys', next);
    const isChanged = JSON.stringify(next.signing) !== JSON.stringify(this.ring.signing);
    this.ring = next;
    return isChanged;
  }

  private async takeSettings(head: SignedHead | undefined): Promise<void> {
    const { db, objects } = this.deps;
    const before = this.current?.sha256 ?? (await readFact(db, 'settings'));
    for (const sha256 of [head?.settings, before]) {
      if (sha256 === undefined || sha256 === null) continue;
      if (sha256 === this.current?.sha256) return;
      const settings = await objects.get('settings', sha256);
      if (!settings) continue;
      if (sha256 !== before) await writeFact(db, 'settings', sha256);
      this.current = { sha256, settings };
      return;
    }
  }
}

export async function openTimetable(deps: TimetableDeps): Promise<Timetable> {
  const ring = await readFact(deps.db, 'keys');
  if (!ring) throw new Error('a paired endpoint has lost its keys');
  const { db } = deps;
  const timetable = new Timetable(deps, {
    ...{ ring, slots: await createSlots(db), orders: await openStopOrders(db) },
  });
  await timetable.open();
  return timetable;
}
