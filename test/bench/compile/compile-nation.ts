import {
  compileStation,
  type CompileContext,
  type CompiledGroup,
  type Stored,
} from '../../../core/compile/compile-station.ts';
import { noAnswers } from '../../../core/compile/answers.ts';
import type { Broadcast } from '../../../core/broadcast/broadcast.ts';
import { createAsking } from '../../../core/compile/asked.ts';
import { freezeMs } from '../../../core/compile/freeze.ts';
import { createTargetIndex } from '../../../core/compile/target-index.ts';
import { noLimits } from '../../../core/guard/guard.ts';
import { quietSpansAround } from '../../../core/session/quiet-hours.ts';
import { openZone } from '../../../core/time/zone.ts';
import { allWeekdays, type LocalDate } from '../../../core/time/zoned.ts';
import { hashObject, hashRecord } from '../../../server/objects/objects.ts';
import { zone, type Nation } from './nation.ts';

/** What came of a compile: how many endpoints got a day, and the distinct playlists among them. */
export interface CompiledNation {
  endpointDays: number;
  playlists: Set<string>;
  entries: number;
  /** By station, to be compiled again from. */
  kept: Map<string, CompiledGroup[]>;
}

const night = {
  ...{ from: '21:00', to: '04:30', weekdays: allWeekdays, validFrom: null, validTo: null },
};

/** Context as the server makes it: nothing is known before but plain data. */
export function contextOf(
  { tree, library }: Nation,
  broadcasts: readonly Broadcast[],
  now: number,
): CompileContext {
  const opened = openZone(zone);
  const rules = new Map<LocalDate, ReturnType<CompileContext['rules']>>();
  return {
    now,
    freezeMs,
    zone: () => opened,
    tree,
    index: createTargetIndex(broadcasts, tree),
    asking: createAsking({ library, draws: new Map() }),
    rulesName: () => 'night',
    rules: (_, date) => {
      const known = rules.get(date) ?? {
        quiet: quietSpansAround([night], date, opened),
        limits: noLimits,
        mode: null,
      };
      rules.set(date, known);
      return known;
    },
    answers: () => noAnswers,
    approved: () => new Set(),
  };
}

const nothing: Stored = { entries: [], record: { rulings: [], guests: [] } };

/** Compiles stations, spells and names every playlist and record. */
export function compileNation(
  stations: Nation['stations'],
  context: CompileContext,
  dates: readonly LocalDate[],
  before?: CompiledNation,
): CompiledNation {
  const result: CompiledNation = {
    endpointDays: 0,
    playlists: new Set(),
    entries: 0,
    kept: new Map(),
  };
  for (const station of stations) {
    const { names, days } = storedBy(before?.kept.get(station.id) ?? []);
    const groups = compileStation(
      {
        ...station,
        zone,
        storedName: (endpointId, date) => names.get(`${endpointId} ${date}`) ?? '',
        storedDay: (name) => days.get(name) ?? nothing,
      },
      dates,
      context,
    );
    for (const group of groups) {
      result.playlists.add(hashObject('playlist', group.playlist).sha256);
      hashRecord('rulings', group.record);
      result.endpointDays += group.endpointIds.length;
      result.entries += group.playlist.entries.length;
    }
    result.kept.set(station.id, groups);
  }
  return result;
}

function storedBy(groups: readonly CompiledGroup[]) {
  const names = new Map<string, string>();
  const days = new Map<string, Stored>();
  for (const [index, { endpointIds, date, playlist, record }] of groups.entries()) {
    days.set(`d${index}`, { entries: playlist.entries, record });
    for (const id of endpointIds) names.set(`${id} ${date}`, `d${index}`);
  }
  return { names, days };
}
