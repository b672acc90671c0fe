/** Where a rule holds, as a form has it: an empty endpoint is the whole area. */
export interface RulePlaceDraft {
  areaId: string;
  endpointId: string;
}

/** When a rule holds and why, as a form has it: empty is open. */
export interface RuleTermDraft {
  validFrom: string;
  validTo: string;
  note: string;
}

export const emptyTerm: RuleTermDraft = { validFrom: '', validTo: '', note: '' };

/** A field that was left empty is nothing at all. */
export function orNull(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

export function placeBodyOf({ areaId, endpointId }: RulePlaceDraft) {
  return { areaId, endpointId: orNull(endpointId) };
}

export function termBodyOf({ validFrom, validTo, note }: RuleTermDraft) {
  return { validFrom: orNull(validFrom), validTo: orNull(validTo), note: orNull(note) };
}

export function termDraftOf(rule: {
  validFrom: string | null;
  validTo: string | null;
  note: string | null;
}): RuleTermDraft {
  return {
    validFrom: rule.validFrom ?? '',
    validTo: rule.validTo ?? '',
    note: rule.note ?? '',
  };
}
