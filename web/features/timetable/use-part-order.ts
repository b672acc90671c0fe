import { computed, onScopeDispose, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { broadcastRoutes } from '../../../contract/http/broadcasts.ts';
import type { OccurrenceAnswer } from '../../../contract/http/occurrences.ts';
import type { PartTier } from '../../../core/session/session.ts';
import { useAct } from '../../api/use-act.ts';
import { useApi } from '../../api/use-api.ts';
import { useUndo } from '../broadcasts/use-undo.ts';
import { moved } from '../items/moved.ts';
import { useNotices } from '../shell/use-notices.ts';
import { useWords } from '../shell/use-words.ts';
import type { CompiledDays } from './day-plan.ts';
import { sessionInText } from './session-name.ts';

/** What lies in a part of a session on a day. */
export interface PartLines {
  date: string;
  sessionKey: string;
  sessionName: string;
  part: PartTier;
  lines: readonly OccurrenceAnswer[];
  /** The answer of the server that tells so. */
  told: CompiledDays;
}

/** Whoever presses several times has it saved once, ms. */
const settleMs = 900;

/**
 * The lines of a part in the order into which somebody puts them: it is seen at once, saved when they rest, and
 * what has no room any more is told. `onSaved` has the day read anew.
 */
export function usePartOrder(given: () => PartLines, onSaved: () => void) {
  const { t } = useI18n();
  const saving = useOrderSaving(given);

  /** Occurrences in the order that is wanted; `null`: as they are. */
  const wanted = ref<string[] | null>(null);
  /** Those that were moved: where others stand that do not air is for the server to say. */
  const touched = new Set<string>();
  const said = ref('');
  let resting: ReturnType<typeof setTimeout> | undefined;

  const shown = computed(() => {
    const ids = wanted.value;
    const placeOf = ({ id }: OccurrenceAnswer) => ids?.indexOf(id) ?? 0;
    return [...given().lines].sort((a, b) => placeOf(a) - placeOf(b));
  });

  function move(id: string, step: number): void {
    const at = shown.value.findIndex((one) => one.id === id);
    const next = moved(shown.value, at, step);
    if (at < 0 || next[at]?.id === id) return;
    // Those that it passes are part of what is wanted too, also where they do not air.
    for (const one of shown.value.slice(Math.min(at, at + step), Math.max(at, at + step) + 1))
      touched.add(one.id);
    wanted.value = next.map((one) => one.id);
    const place = wanted.value.indexOf(id) + 1;
    const title = next[place - 1]?.title ?? '';
    said.value = t('partOrder.said', { title, place, count: next.length });
    rest();
  }

  function rest(): void {
    clearTimeout(resting);
    resting = setTimeout(() => (saving.isBusy.value ? rest() : void save()), settleMs);
  }

  /** Lets one go beside another. */
  function moveBeside(id: string, other: { id: string; isAfter: boolean }): void {
    const ids = shown.value.map((one) => one.id);
    const [from, to] = [ids.indexOf(id), ids.indexOf(other.id) + Number(other.isAfter)];
    if (from >= 0 && to >= 0) move(id, (to > from ? to - 1 : to) - from);
  }

  async function save(): Promise<void> {
    resting = undefined;
    const ordered = shown.value.filter(({ id, airs }) => airs || touched.has(id));
    touched.clear();
    const isChanged = await saving.save(ordered.map((one) => one.broadcastId));
    if (isChanged) onSaved();
    else wanted.value = null;
  }

  watch(
    () => given().told,
    () => {
      if (resting !== undefined) return;
      if (saving.isTold()) wanted.value = null;
    },
  );
  // Whoever leaves means what they did.
  onScopeDispose(() => {
    if (resting === undefined) return;
    clearTimeout(resting);
    void saving.leave(save);
  });

  return { shown, said, problem: saving.problem, move, moveBeside };
}

function useOrderSaving(given: () => PartLines) {
  const { t } = useI18n();
  const api = useApi();
  const words = useWords();
  const notices = useNotices();
  const undo = useUndo();
  const { isBusy, problem, act } = useAct();
  /** What aired before an order that was saved and is not told of yet. */
  let airedBefore: ReadonlySet<string> | null = null;
  let running: Promise<unknown> = Promise.resolve();

  /** Whether anything was changed by it. */
  async function save(ids: readonly string[]): Promise<boolean> {
    const { date, sessionKey, sessionName, part, lines } = given();
    const aired = lines.filter(({ airs }) => airs).map(({ id }) => id);
    let isChanged = false;
    running = act(async () => {
      const body = { date, sessionKey, part, broadcastIds: [...new Set(ids)] };
      const { change, stations } = await api.call(broadcastRoutes.order, { body });
      isChanged = change !== null;
      if (change === null) return notices.say(t('partOrder.asBefore'));
      airedBefore = new Set(aired);
      const about = { session: sessionInText(sessionName, t), day: words.day(date) };
      const key = stations > 1 ? 'partOrder.savedMany' : 'partOrder.saved';
      notices.say(t(key, { ...about, count: stations }), { undo: undo.ofChange(change) });
    });
    await running;
    return isChanged;
  }

  /** Whether what was saved is told of by now; what fell silent by it is named. */
  function isTold(): boolean {
    const before = airedBefore;
    if (before === null) return false;
    airedBefore = null;
    const fallen = given().lines.filter(({ id, airs }) => !airs && before.has(id));
    const titles = fallen.map(({ title }) => `“${title}”`).join(', ');
    if (fallen.length > 0) notices.say(t('partOrder.fell', { titles }), { tone: 'warn' });
    return true;
  }

  /** What is still being saved first, then the rest; nobody looks here any more for what went wrong. */
  async function leave(saveRest: () => Promise<void>): Promise<void> {
    await running;
    await saveRest();
    if (problem.value !== null) notices.say(problem.value, { tone: 'warn' });
  }

  return { isBusy, problem, save, isTold, leave };
}
