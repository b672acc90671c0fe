import { computed, reactive, ref, watch } from 'vue';
import { z } from 'zod';
import { useApi } from '../../api/use-api.ts';
import { dropDraft, keepDraft, keptDrafts } from '../../kept/kept-drafts.ts';
import type { DraftNote } from '../player/sound-marks.ts';

/** What an approver is about to say of a version. */
interface Notes {
  /** Each at its place, in order of place. */
  pinned: DraftNote[];
  /** Of all of it. */
  whole: string;
}

const keptNotes = z.object({
  pinned: z.array(z.object({ atMs: z.number(), note: z.string() })),
  whole: z.string(),
});

/** Longest that is taken, in UTF-16 units; see the contract's `label`. */
export const longestNote = 200;

/**
 * What this person is about to say of one version, kept in this browser under both until it is sent or taken
 * away: a closed tab, another recording or an expired sign-in lose nothing of it.
 */
export function useNotes(versionId: string, title: string) {
  const personId = useApi().me?.id ?? '';
  const subject = `notes ${versionId}`;
  const notes = reactive<Notes>(readKept(personId, subject));
  /** The browser keeps nothing, e.g. because it is full: they stay on the page alone. */
  const isUnkept = ref(false);
  /** What is worth sending. */
  const sendable = computed(() =>
    notes.pinned
      .map(({ atMs, note }) => ({ atMs, note: note.trim() }))
      .filter(({ note }) => note !== ''),
  );

  /** Sees to it that there is a note at a place in the source; a second has one. Gives its place. */
  function pin(placeMs: number): number {
    const atMs = Math.max(0, Math.round(placeMs));
    const second = (ms: number) => Math.floor(ms / 1000);
    const there = notes.pinned.find((one) => second(one.atMs) === second(atMs));
    if (there) return there.atMs;
    notes.pinned = [...notes.pinned, { atMs, note: '' }].sort((a, b) => a.atMs - b.atMs);
    return atMs;
  }

  function remove(atMs: number): void {
    notes.pinned = notes.pinned.filter((one) => one.atMs !== atMs);
  }

  function clear(): void {
    Object.assign(notes, { pinned: [], whole: '' });
  }

  watch(
    notes,
    () => {
      const isEmpty = notes.pinned.length === 0 && notes.whole.trim() === '';
      if (isEmpty) dropDraft(personId, subject, 0);
      const kept = { subject, version: 0, label: title, draft: notes, at: Date.now() };
      isUnkept.value = !isEmpty && !keepDraft(personId, kept);
    },
    // At once: the tab may be closed next.
    { deep: true, flush: 'sync' },
  );
  return { notes, sendable, isUnkept, pin, remove, clear };
}

export type NotesDraft = ReturnType<typeof useNotes>;

function readKept(personId: string, subject: string): Notes {
  const kept = keptDrafts(personId, Date.now()).find((one) => one.subject === subject);
  const { data } = keptNotes.safeParse(kept?.draft);
  return data ?? { pinned: [], whole: '' };
}
