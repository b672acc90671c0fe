/** The address of an editor with what was asked for there: a draft is kept, and found again, under it. */
export function editorAddress(
  path: string,
  asked: Record<string, string | null | undefined>,
): string {
  const given = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const query = new URLSearchParams(given).toString();
  return query === '' ? `/timetable/${path}` : `/timetable/${path}?${query}`;
}
