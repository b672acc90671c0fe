import type { Outlook } from '../../../contract/http/broadcasts.ts';
import type { BroadcastDraft } from './draft.ts';

export type Choice = Outlook['choices'][number];

/**
 * The way out of a conflict that a draft takes; `null` where it is none of those that are offered, as where
 * others are in the way by now than those that it takes out.
 */
export function choiceOf(
  draft: BroadcastDraft,
  choices: readonly Choice[],
): Choice['choice'] | null {
  if (draft.replaces.length > 0) {
    const offered = choices.find(({ choice }) => choice === 'replace');
    return offered && isSameSet(offered.replaces, draft.replaces) ? 'replace' : null;
  }
  if (draft.placement.kind === 'at') return draft.whenBeaten;
  if (draft.placement.kind === 'now') return null;
  if (draft.overflow === 'next') return 'next_session';
  return draft.overflow === 'skip' ? 'skip' : null;
}

/** Takes a way out: the draft says so then, and saving it does so. */
export function choose(draft: BroadcastDraft, { choice, replaces }: Choice): void {
  draft.replaces = choice === 'replace' ? [...replaces] : [];
  if (choice === 'replace') return;
  if (choice === 'next_session') {
    // As many days as were tried.
    if (draft.overflow !== 'next') draft.overflowDays = '2';
    draft.overflow = 'next';
    return;
  }
  if (draft.placement.kind === 'session') draft.overflow = 'skip';
  else draft.whenBeaten = choice;
}

function isSameSet(these: readonly string[], those: readonly string[]): boolean {
  const all = new Set(those);
  return these.length === all.size && these.every((one) => all.has(one));
}
