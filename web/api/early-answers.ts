/** Answers that were asked for before the console was there to wait for them, by address. */
export type EarlyAnswers = Map<string, Promise<Response>>;

/** They are true for so long, ms. */
const earlyMs = 10_000;
export const signedInKey = 'loa.signedIn';

/** What every page asks for at first: who is signed in, and their places. */
export const firstQuestions = [
  '/api/v1/me',
  '/api/v1/areas?limit=5000',
  '/api/v1/sessions?limit=2000',
  ...['stations', 'programmes', 'groups'].map((name) => `/api/v1/${name}?limit=500`),
  '/api/v1/windows?limit=500&mine=true',
];
export const questionOfToday = '/api/v1/today?q=&limit=40';

/** Asks while the scripts still come, where somebody was signed in here last. */
export function askEarly(isTodayShown: boolean): EarlyAnswers {
  const answers: EarlyAnswers = new Map();
  if (localStorage.getItem(signedInKey) === null) return answers;
  for (const url of [...firstQuestions, ...(isTodayShown ? [questionOfToday] : [])]) {
    const answer = fetch(url, { headers: { accept: 'application/json' } });
    answer.catch(() => undefined);
    answers.set(url, answer);
  }
  return answers;
}

/** Fetches, but has the answers that it was told to expect: each for the first who asks for it. */
export function createEarlyFetch(later: typeof fetch) {
  let early: EarlyAnswers = new Map();

  function expect(answers: EarlyAnswers): void {
    early = answers;
    setTimeout(() => answers.clear(), earlyMs);
  }

  const ask: typeof fetch = (input, init) => {
    const answer =
      init?.method === 'GET' && typeof input === 'string' ? early.get(input) : undefined;
    if (answer === undefined) return later(input, init);
    early.delete(String(input));
    return answer;
  };
  return { fetch: ask, expect };
}
