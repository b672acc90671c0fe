import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { createClient } from '../../../contract/client.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { refusal, type Person } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const dayMs = 24 * 3600_000;
const clock = systemClock();

describe('a key for scripts', () => {
  const server = useTestServer();
  const make = (person: Person, lastsMs = dayMs) =>
    person.call(api.tokens.create, {
      body: { name: 'Máy nhập tin', expiresAt: clock.now() + lastsMs },
    });
  const script = (value: string) =>
    createClient({
      origin: server().origin,
      fetch,
      headers: () => ({ authorization: `Bearer ${value}` }),
    });

  it('acts in its person’s name without a cookie or Loa-Csrf, is shown once and kept as a hash', async () => {
    const person = await server().as('operator');
    const { value, ...made } = await make(person);
    expect(value).toMatch(/^loa_[\w-]{43}$/);
    const { items } = await person.call(api.tokens.list, {});
    expect(items).toEqual([made]);
    expect(JSON.stringify(items)).not.toContain(value);

    const client = script(value);
    expect(await client.call(api.auth.getMe, {})).toMatchObject({ id: person.me.id, csrf: '' });
    const body = { name: 'Bản tin sáng của máy', tag: 'BM' };
    expect(await client.call(api.programmes.create, { body })).toMatchObject(body);
    const [used] = (await person.call(api.tokens.list, {})).items;
    expect(used?.usedAt).toBeGreaterThan(0);
  });

  it('ends at once when it is revoked, with its person’s account, and at its time', async () => {
    const person = await server().as('author');
    const { id, value } = await make(person);
    const other = await server().as('author');
    const foreign = await refusal(other.call(api.tokens.revoke, { params: { id } }));
    expect(foreign.code).toBe('token_not_found');
    await person.call(api.tokens.revoke, { params: { id } });
    expect(await refusal(script(value).call(api.auth.getMe, {}))).toMatchObject({ status: 401 });

    const second = await make(person);
    const administrator = await server().administrator();
    await administrator.call(api.users.update, {
      params: { id: person.me.id },
      body: { disabled: true },
    });
    const dead = await refusal(script(second.value).call(api.auth.getMe, {}));
    expect(dead.code).toBe('not_signed_in');
  });

  it('lasts a year at most and makes no keys', async () => {
    const person = await server().as('author');
    expect((await refusal(make(person, 400 * dayMs))).code).toBe('validity_invalid');
    expect((await refusal(make(person, -dayMs))).code).toBe('validity_invalid');
    const { value } = await make(person);
    const body = { name: 'Khóa nữa', expiresAt: clock.now() + dayMs };
    expect((await refusal(script(value).call(api.tokens.create, { body }))).code).toBe(
      'not_allowed',
    );
  });

  it('does not open the door for a cookie’s write without Loa-Csrf', async () => {
    const person = await server().as('operator');
    const { cookie = '' } = person.headers();
    const client = createClient({ origin: server().origin, fetch, headers: () => ({ cookie }) });
    const refused = refusal(
      client.call(api.programmes.create, { body: { name: 'Không dấu', tag: 'KD' } }),
    );
    expect((await refused).code).toBe('csrf_missing');
  });

  it('is not to be guessed from one address for long', async () => {
    const wrong = script('loa_saibet');
    const codes = new Set<string>();
    for (let attempt = 0; attempt < 70; attempt += 1)
      codes.add((await refusal(wrong.call(api.auth.getMe, {}))).code);
    expect([...codes]).toEqual(['not_signed_in', 'sign_in_throttled']);
  });
});
