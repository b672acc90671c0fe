/** The key of an incident's sentence; endpoints of another version may know codes that we do not. */
export function incidentWord({ code }: { code: string }, has: (key: string) => boolean): string {
  const key = `incident.code.${code}`;
  return has(key) ? key : 'incident.other';
}
