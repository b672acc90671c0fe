import { onScopeDispose, ref, shallowRef, type Ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { useApi } from '../../api/use-api.ts';
import { dropDraft, keepDraft, keptDrafts, type KeptDraft } from '../../kept/kept-drafts.ts';
import { useNotices } from '../shell/use-notices.ts';
import { useFormChanges } from './use-form-changes.ts';

/** What is edited, and what it was when that began. */
export type DraftSubject = Pick<KeptDraft, 'subject' | 'version' | 'label'>;

/** What a form says of a draft that it kept. */
export interface DraftNote {
  /**
   * `restored`: it is in the form again; `older`: it is not, because what it was begun from has been changed
   * since; `dropped`: somebody gave it up just now.
   */
  kind: 'restored' | 'older' | 'dropped';
  version: number;
  draft: object;
  /** Epoch ms. */
  at: number;
}

/**
 * Keeps what is edited in this browser, for this person alone, until it is saved or given up: beyond a closed
 * tab, an expired sign-in and a link pressed by mistake. Nobody is asked on leaving: a notice says that it is kept.
 * `fit` makes a kept draft one of today, beside what stands in the form now.
 */
export function useKeptDraft<Draft extends object | null>(
  draft: Ref<Draft>,
  about: () => DraftSubject,
  fit: (kept: Draft, now: Draft) => Draft = (kept) => kept,
) {
  const personId = useApi().me?.id ?? '';
  const note = shallowRef<DraftNote | null>(null);
  /** The browser keeps nothing, e.g. because it is full. */
  const isUnkept = ref(false);
  let at: DraftSubject | null = null;
  const changes = useFormChanges(draft, () => (changes.isDirty.value ? put() : drop()));

  /** What stands in the form is what is saved: from now on all that differs is kept. */
  function begin(): void {
    at = about();
    note.value = null;
    changes.begin();
    const kept = keptDrafts(personId, Date.now()).filter(({ subject }) => subject === at?.subject);
    const same = kept.find(({ version }) => version === at?.version);
    if (same) open(same);
    else if (kept[0]) note.value = { ...kept[0], kind: 'older' };
  }

  function open(kept: Pick<DraftNote, 'version' | 'draft' | 'at'>): void {
    draft.value = fit({ ...draft.value, ...kept.draft } as Draft, draft.value);
    note.value = { ...kept, kind: 'restored' };
    changes.settle(true);
  }

  function put(): void {
    if (at === null) return;
    const kept = { ...at, label: about().label, draft: draft.value ?? {}, at: Date.now() };
    isUnkept.value = !keepDraft(personId, kept);
  }

  function drop(version = at?.version): void {
    if (at !== null && version !== undefined) dropDraft(personId, at.subject, version);
  }

  /** Gives up the draft that the note is about. */
  function discard(): void {
    if (note.value === null) return;
    const isOlder = note.value.kind === 'older';
    drop(isOlder ? note.value.version : at?.version);
    const given = isOlder ? note.value.draft : (JSON.parse(JSON.stringify(draft.value)) as object);
    note.value = { ...note.value, draft: given, kind: 'dropped' };
    if (!isOlder) changes.reset();
  }

  /** Puts the draft that the note is about into the form. */
  function take(): void {
    if (note.value === null) return;
    drop(note.value.version);
    open(note.value);
    put();
  }

  /** The form is closed: what happens to it until it begins again is not looked at. */
  function stop(): void {
    [at, note.value] = [null, null];
  }

  /** It is saved, or given up for good. */
  function end(): void {
    drop();
    stop();
  }

  useLeftNotice(() => (at !== null && changes.isDirty.value && !isUnkept.value ? at : null));
  return { note, isUnkept, begin, discard, take, stop, end };
}

/** Says to whoever leaves a form that what they left is kept; after an expired sign-in the form itself says so. */
function useLeftNotice(left: () => DraftSubject | null): void {
  const { t } = useI18n();
  const api = useApi();
  const notices = useNotices();
  onScopeDispose(() => {
    const subject = left()?.subject;
    if (subject === undefined || api.me === null) return;
    const link = subject.startsWith('/') ? { to: subject, text: t('drafts.back') } : null;
    notices.say(t('drafts.left'), { link });
  });
}

export type KeptDraftWork = Pick<
  ReturnType<typeof useKeptDraft>,
  'note' | 'isUnkept' | 'discard' | 'take'
>;
