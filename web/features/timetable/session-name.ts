import type { SessionAnswer } from '../../../contract/http/sessions.ts';

/** The name under which stations know a session: their own word for its key, of several the most usual. */
export function sessionName(
  key: string,
  sessions: readonly SessionAnswer[],
  t: (key: string) => string,
): string {
  const own = usualNames(sessions).get(key);
  if (own !== undefined) return own;
  const known = ['morning', 'noon', 'afternoon', 'evening'];
  return known.includes(key) ? t(`sessionKey.${key}`) : key;
}

/** Lists of sessions are asked for one name after another. */
const usual = new WeakMap<readonly SessionAnswer[], ReadonlyMap<string, string>>();

function usualNames(sessions: readonly SessionAnswer[]): ReadonlyMap<string, string> {
  const known = usual.get(sessions);
  if (known) return known;
  const counts = new Map<string, Map<string, number>>();
  for (const { key, name } of sessions) {
    const names = counts.get(key) ?? new Map<string, number>();
    counts.set(key, names.set(name, (names.get(name) ?? 0) + 1));
  }
  const made = new Map(
    [...counts].flatMap(([key, names]) => {
      const [most] = [...names].sort(([, a], [, b]) => b - a);
      return most ? [[key, most[0]] as const] : [];
    }),
  );
  usual.set(sessions, made);
  return made;
}

/** A session's name inside a sentence: `buổi Sáng`, and `buổi chiều` where it is called so already. */
export function sessionInText(
  name: string,
  t: (key: string, values: Record<string, unknown>) => string,
): string {
  const isSaid = name.toLowerCase().startsWith('buổi ');
  return isSaid ? name.charAt(0).toLowerCase() + name.slice(1) : t('session.named', { name });
}
