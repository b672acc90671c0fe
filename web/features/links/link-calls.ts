/** What a link is for; each kind has its own words. */
export type LinkKind = 'player' | 'calendar' | 'declare' | 'listen';

/** A link as a list shows it. */
interface LinkLine {
  id: string;
  name: string;
  /** Who made it, where that is told. */
  userName?: string;
  /** Epoch ms. */
  createdAt: number;
  /** `null`: never. */
  usedAt: number | null;
}

/** How links to a thing are read, made and ended; all throw ProblemError. */
export interface LinkCalls {
  list: (subjectId: string, signal: AbortSignal) => Promise<{ items: LinkLine[] }>;
  /** Gives the path of the new one, below this origin. */
  make: (subjectId: string, name: string) => Promise<{ path: string }>;
  revoke: (id: string) => Promise<unknown>;
}
