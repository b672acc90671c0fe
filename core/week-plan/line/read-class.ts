import type { BroadcastClass } from '../../playlist/playlist.ts';
import { fold } from '../../text/fold.ts';

/** How important a cell of its own says that something is, or `unclear`. */
export function readClass(cell: string): { class: BroadcastClass; isUrgent: boolean } | 'unclear' {
  const text = fold(cell).replace(/[.!]+$/, '');
  if (/^(?:uu tien|tin uu tien|x|co|cao|priority|high|yes)$/.test(text))
    return { class: 'priority', isUrgent: false };
  if (/^(?:thong thuong|binh thuong|thuong|khong|normal|no|-+)$/.test(text))
    return { class: 'normal', isUrgent: false };
  if (/^(?:(?:tin|ban tin )?khan(?: cap)?|hoa toc|urgent|emergency)$/.test(text))
    return { class: 'priority', isUrgent: true };
  return 'unclear';
}
