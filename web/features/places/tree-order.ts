import type { Area } from '../../../core/area/area.ts';

/** Each area before what lies beneath it, and that right behind it; brothers by name. */
export function inTreeOrder<One extends Area>(areas: readonly One[]): One[] {
  const known = new Set(areas.map(({ id }) => id));
  const children = new Map<string | null, One[]>();
  for (const area of areas) {
    const parentId = area.parentId !== null && known.has(area.parentId) ? area.parentId : null;
    const brothers = children.get(parentId);
    if (brothers) brothers.push(area);
    else children.set(parentId, [area]);
  }
  const collator = new Intl.Collator('vi', { numeric: true });
  const ordered: One[] = [];
  const visit = (parentId: string | null): void => {
    const brothers = children.get(parentId) ?? [];
    for (const area of brothers.sort((a, b) => collator.compare(a.name, b.name))) {
      ordered.push(area);
      visit(area.id);
    }
  };
  visit(null);
  return ordered;
}
