/** Asks, and asks again where that was wanted meanwhile: what was answered to the older question is not taken. */
export function askLatest<Answer>(ask: () => Promise<Answer>, take: (answer: Answer) => void) {
  let wanted = 0;
  let isAsking = false;

  /** Whether somebody waits for an answer already: they ask again. */
  function want(): boolean {
    wanted += 1;
    return isAsking;
  }

  async function run(): Promise<void> {
    isAsking = true;
    try {
      let asked = 0;
      while (asked !== wanted) {
        asked = wanted;
        const answer = await ask();
        if (asked === wanted) take(answer);
      }
    } finally {
      isAsking = false;
    }
  }

  return { want, run };
}
