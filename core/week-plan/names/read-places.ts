import type { Places } from '../plan-line.ts';
import type { Problem } from '../problem.ts';
import type { AlignedText } from '../words/aligned-text.ts';
import { alignText, isWordAt, matchAt } from '../words/aligned-text.ts';
import type { Token } from '../words/token.ts';
import { tokenOf } from '../words/token.ts';
import type { PlaceNames } from './place-names.ts';
import { isKindMeant, kindAt, wordsFrom } from './place-names.ts';
import type { PlaceList } from './place-run.ts';
import { emptyList, readRun } from './place-run.ts';

const everywhere =
  /(?:toan|ca|khap) (?:xa|thi tran|phuong|huyen|tinh|quan|thanh pho|dia ban|bo)(?: (?:dia ban|cac) (?:xom|thon|xa|cum loa))?|(?:tat ca )?cac (?:xom|thon|to dan pho|khu pho|ap|ban|cum loa|dai|xa)(?= *(?:$|[^ \da-z]|tru ))|tat ca(?: (?:xom|thon|cum loa|dia ban))?|all(?: places| areas)?|everywhere/y;
const except = /[ ,;(]*(?:ngoai tru|tru|khong ke|except)(?: cac)? +/y;
/** Before a place that tells whose or where something is, not where it is to be heard. */
const ofAnother =
  /(?:ubnd|hdnd|uy ban(?: nhan dan)?|hoi dong nhan dan|dang uy|dang bo|chi bo|cong an|tram y te|mttq|mat tran|doan|hoi(?: [a-z]+){0,3}|truong(?: [a-z]+){0,2}|cua|nha van hoa|tru so) +$/;
/** The same, where without their marks they would be other words. */
const ofAnotherAccented = /(?:đường|chùa|cầu|sông|chợ|đình|người|dân|bà con|hộ) +$/;
const leftOut = /(?:tru|khong ke|except) +$/;

/** The places that a cell of its own names. All must be known, or there are none. */
export function readPlaces(
  known: PlaceNames,
  cell: string,
): { places: Places | null; problems: Problem[] } {
  const text = alignText(cell);
  const list = emptyList();
  let at = 0;
  while (at < text.folded.length) {
    at += matchAt(/[^\p{L}\p{N}]*/uy, text.folded, at)?.[0].length ?? 0;
    if (at >= text.folded.length) break;
    const to = readList(known, text, at, list) ?? fillerEnd(text.folded, at);
    if (to !== null) {
      at = to;
      continue;
    }
    const piece = matchAt(/[^,;+&\n]+/y, text.folded, at)?.[0] ?? text.folded.slice(at);
    list.problems.push({
      code: 'place_unknown',
      value: text.raw.slice(at, at + piece.length).trim(),
    });
    at += piece.length;
  }
  return placesOf(list);
}

function fillerEnd(folded: string, at: number): number | null {
  const match = matchAt(/(?:va|cac|tai|o|cho|gom|and|in) /y, folded, at);
  return match && at + match[0].length;
}

/** Places in a sentence: only those that say what they are, as "xóm 4" or "toàn xã" do. */
export function placesAt(known: PlaceNames, text: AlignedText, at: number): Token | null {
  const before = text.folded.slice(0, at);
  const isOther =
    ofAnother.test(before) || ofAnotherAccented.test(text.raw.slice(0, at).toLowerCase());
  if (isOther) return null;
  const isAll = matchAt(everywhere, text.folded, at) !== null;
  const lead = isAll ? '' : (matchAt(/(?:(?:tai|o|cho|cac) +)*/y, text.folded, at)?.[0] ?? '');
  const start = at + lead.length;
  const kind = kindAt(known, wordsFrom(text, start));
  if (!isAll && !(kind && isKindMeant(text, start, kind))) return null;
  const list = emptyList();
  const to = readList(known, text, start, list);
  if (to === null) return null;
  // Left out of something that was not understood.
  if (leftOut.test(before))
    list.problems.push({ code: 'place_unknown', value: text.raw.slice(at, to) });
  // "họp tại xóm 4" may be heard everywhere.
  const isPlain = !/^(?:tai|o) /.test(lead);
  return tokenOf(text, at, to, { kind: 'places', ...placesOf(list) }, isPlain);
}

function placesOf(list: PlaceList): { places: Places | null; problems: Problem[] } {
  const { problems } = list;
  const isSome = list.everywhere || list.areaIds.size > 0;
  if (problems.length > 0 || !isSome) return { places: null, problems };
  const areaIds = list.everywhere ? [] : [...list.areaIds];
  return {
    places: { everywhere: list.everywhere, areaIds, exceptIds: [...list.exceptIds] },
    problems,
  };
}

/** Reads "xóm 4, 5 và 7", "toàn xã trừ xóm 3" into `list`; where it ends, or `null` for no place. */
function readList(
  known: PlaceNames,
  text: AlignedText,
  at: number,
  list: PlaceList,
): number | null {
  const all = matchAt(everywhere, text.folded, at);
  let end: number | null = null;
  if (all && !isWordAt(text.folded, at + all[0].length)) {
    list.everywhere = true;
    end = at + all[0].length;
  } else end = readRun(known, text, at, list, list.areaIds);
  if (end === null) return null;
  const exception = matchAt(except, text.folded, end);
  const from = end + (exception?.[0].length ?? 0);
  if (!exception) return end;
  const last = readRun(known, text, from, list, list.exceptIds);
  if (last !== null) return last;
  const piece = matchAt(/[^,;.)]*/y, text.folded, from)?.[0] ?? '';
  list.problems.push({ code: 'place_unknown', value: text.raw.slice(from, from + piece.length) });
  return from + piece.length;
}
