import { expect, it } from 'vitest';
import { systemClock } from '../../../../runtime/clock.ts';
import { JsonBytes } from '../../../../server/http/json-bytes.ts';
import type { Principal } from '../../../../server/http/principal.ts';
import { shareAnswers } from '../../../../server/questions/share-answers.ts';

let ms = 0;
const clock = { ...systemClock(), monotonic: () => ms };
const principal = {
  userId: 'u1',
  grants: [{ role: 'operator', areaId: 'a1' }],
} as unknown as Principal;

it('asks once for two seconds, and at once after somebody did something about it', async () => {
  const { share, forget } = shareAnswers(clock);
  let asked = 0;
  const ask = () => {
    asked += 1;
    return Promise.resolve(new JsonBytes(Buffer.from(String(asked)), null));
  };
  const answer = async () =>
    Buffer.from((await share({ principal, query: {} }, ask)).bytes).toString();
  expect([await answer(), await answer()]).toEqual(['1', '1']);
  forget();
  expect([await answer(), await answer()]).toEqual(['2', '2']);
  ms += 2001;
  expect(await answer()).toBe('3');
});

it('hands out nothing that was asked before, though it was not answered yet', async () => {
  const { share, forget } = shareAnswers(clock);
  const before = new JsonBytes(Buffer.from('before'), null);
  let tell: (answer: JsonBytes) => void = () => undefined;
  const slow = share({ principal, query: {} }, () => new Promise((resolve) => (tell = resolve)));
  forget();
  const after = new JsonBytes(Buffer.from('after'), null);
  expect(await share({ principal, query: {} }, () => Promise.resolve(after))).toBe(after);
  tell(before);
  expect(await slow).toBe(before);
  expect(await share({ principal, query: {} }, () => Promise.resolve(before))).toBe(after);
});
