/** What somebody has not saved yet, as this browser keeps it for them alone. */
export interface KeptDraft {
  /** What it is about: the address at which it is edited, or a name. */
  subject: string;
  /** Of what it was begun from; 0 where that is new. */
  version: number;
  /** As lists name it. */
  label: string;
  draft: object;
  /** When it was last changed, epoch ms. */
  at: number;
}

const start = 'loa.draft ';
/** Nobody looks for it any more. */
const keptForMs = 30 * 24 * 3600 * 1000;

/** Keeps it in place of an earlier one of the same; gives whether the browser could. */
export function keepDraft(personId: string, { subject, version, ...rest }: KeptDraft): boolean {
  try {
    localStorage.setItem(keyOf(personId, subject, version), JSON.stringify(rest));
    return true;
  } catch {
    return false;
  }
}

/** A person's, latest first. Those that nobody came back to for a month are forgotten, whosever they are. */
export function keptDrafts(personId: string, now: number): KeptDraft[] {
  const drafts: KeptDraft[] = [];
  const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
  for (const key of keys.filter((one) => one.startsWith(start))) {
    const [whose, version, ...words] = key.slice(start.length).split(' ');
    const kept = read(key);
    if (kept === null || kept.at < now - keptForMs) localStorage.removeItem(key);
    else if (whose === personId)
      drafts.push({ ...kept, subject: words.join(' '), version: Number(version) });
  }
  return drafts.sort((a, b) => b.at - a.at);
}

export function dropDraft(personId: string, subject: string, version: number): void {
  localStorage.removeItem(keyOf(personId, subject, version));
}

function keyOf(personId: string, subject: string, version: number): string {
  return `${start}${personId} ${version} ${subject}`;
}

function read(key: string): Pick<KeptDraft, 'label' | 'draft' | 'at'> | null {
  try {
    const { label, draft, at } = JSON.parse(localStorage.getItem(key) ?? '{}') as KeptDraft;
    return typeof at === 'number' && typeof draft === 'object' ? { label, draft, at } : null;
  } catch {
    return null;
  }
}
