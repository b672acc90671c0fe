import ICAL from 'ical.js';

/** An occurrence as a calendar program shows it. */
export interface ShownOccurrence {
  uid: string;
  title: string;
  description: string;
  startsAt: number;
  durationMs: number;
}

/** All that a program shows of a calendar before an instant, in order. */
export function shownIn(text: string, endMs: number): ShownOccurrence[] {
  const components = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  const isChange = (each: ICAL.Component) => each.hasProperty('recurrence-id');
  const shown: ShownOccurrence[] = [];
  for (const component of components.filter((each) => !isChange(each))) {
    const event = new ICAL.Event(component);
    for (const change of components.filter(isChange))
      if (change.getFirstPropertyValue('uid') === event.uid) event.relateException(change);
    const iterator = event.iterator();
    for (let next = iterator.next() as ICAL.Time | null; next; next = iterator.next()) {
      const { startDate, item } = event.getOccurrenceDetails(next);
      const startsAt = startDate.toUnixTime() * 1000;
      if (startsAt >= endMs) break;
      const { uid, summary: title, description, duration } = item;
      shown.push({ uid, title, description, startsAt, durationMs: duration.toSeconds() * 1000 });
    }
  }
  return shown.sort((a, b) => a.startsAt - b.startsAt || (a.uid < b.uid ? -1 : 1));
}
