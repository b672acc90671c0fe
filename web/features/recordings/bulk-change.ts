import type { z } from 'zod';
import type { recordingRoutes } from '../../../contract/http/recordings.ts';
import type { LanguageTag } from '../../../core/recording/languages.ts';
import { readTags } from './filing-draft.ts';
import { toValidity } from './validity.ts';

export type BulkBody = z.input<typeof recordingRoutes.changeMany.body>;
export type BulkChange = Omit<BulkBody, 'ids'>;

/** The server takes so many at once. */
const mostIds = 200;

/** In a field of a bulk change: as each recording has it. */
export const asItIs = 'keep';

/** A change to many as its form holds it; empty is "none", {@link asItIs} is no change. */
export interface BulkDraft {
  programmeId: string;
  campaignId: string;
  partnerId: string;
  language: string;
  expiry: 'keep' | 'none' | 'set';
  /** The last day, where `expiry` is `set`. */
  last: string;
  addTags: string;
  removeTags: string;
}

export const noBulkChange: BulkDraft = {
  programmeId: asItIs,
  campaignId: asItIs,
  partnerId: asItIs,
  language: asItIs,
  expiry: 'keep',
  last: '',
  addTags: '',
  removeTags: '',
};

/** What is asked of the server: only what is to change. */
export function toBulkChange(draft: BulkDraft, zone: string): BulkChange {
  const { programmeId, campaignId, partnerId, language } = draft;
  const addTags = readTags(draft.addTags);
  const removeTags = readTags(draft.removeTags);
  return {
    ...(programmeId === asItIs ? {} : { programmeId: programmeId || null }),
    ...(campaignId === asItIs ? {} : { campaignId: campaignId || null }),
    ...(partnerId === asItIs ? {} : { partnerId: partnerId || null }),
    ...(language === asItIs ? {} : { language: language as LanguageTag }),
    ...(addTags.length > 0 ? { addTags } : {}),
    ...(removeTags.length > 0 ? { removeTags } : {}),
    ...expiryOf(draft, zone),
  };
}

function expiryOf({ expiry, last }: BulkDraft, zone: string): BulkChange {
  if (expiry === 'none') return { expiresAt: null };
  if (expiry === 'keep' || last === '') return {};
  return { expiresAt: toValidity({ first: '', last }, zone).expiresAt };
}

/** Groups that one request each can carry. */
export function inGroups(ids: readonly string[]): string[][] {
  const groups: string[][] = [];
  for (let at = 0; at < ids.length; at += mostIds) groups.push(ids.slice(at, at + mostIds));
  return groups;
}
