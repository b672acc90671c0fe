import type { LocationQuery } from 'vue-router';

export const auditFilterNames = ['q', 'person', 'group', 'areaId', 'from', 'to'] as const;
export type AuditFilterName = (typeof auditFilterNames)[number];
/** What is looked for, as the page's address says. */
export type AuditView = Partial<Record<AuditFilterName, string>>;

export function readAuditView(query: LocationQuery): AuditView {
  const view: AuditView = {};
  for (const name of auditFilterNames) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') view[name] = value;
  }
  return view;
}
