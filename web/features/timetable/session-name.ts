import type { SessionAnswer } from '../../../contract/http/sessions.ts';

/** The name under which stations know a session: their own word for its key. */
export function sessionName(
  key: string,
  sessions: readonly SessionAnswer[],
  t: (key: string) => string,
): string {
  const own = sessions.find((session) => session.key === key);
  if (own) return own.name;
  const known = ['morning', 'noon', 'afternoon', 'evening'];
  return known.includes(key) ? t(`sessionKey.${key}`) : key;
}

/** A session's name inside a sentence: `buổi Sáng`, and `buổi chiều` where it is called so already. */
export function sessionInText(
  name: string,
  t: (key: string, values: Record<string, unknown>) => string,
): string {
  const isSaid = name.toLowerCase().startsWith('buổi ');
  return isSaid ? name.charAt(0).toLowerCase() + name.slice(1) : t('session.named', { name });
}
