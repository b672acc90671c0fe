import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { problem } from '../../../contract/problem.ts';
import { refusal } from '../../support/person.ts';
import { testServer, useTestServer } from '../../support/server.ts';

const password = 'bốn con mèo mướp';

describe('the first administrator', () => {
  const first = {
    login: 'quan.tri',
    name: 'Quản trị',
    password,
    area: { code: '37', name: 'Ninh Bình', kind: 'tỉnh' },
  };
  const tokenOf = (url: string | null) => /token=([\w-]+)/.exec(url ?? '')?.[1] ?? '';

  it('is made once with the link, and is signed in', async () => {
    const server = await testServer();
    const person = server.stranger();
    const body = { ...first, token: tokenOf(server.setUpUrl) };
    const me = await person.call(api.auth.setUp, { body });
    expect(me).toMatchObject({ login: 'quan.tri', grants: [{ role: 'administrator' }] });
    expect(await person.call(api.auth.getMe, {})).toEqual(me);

    expect(await refusal(person.call(api.auth.setUp, { body }))).toMatchObject({
      code: 'setup_done',
      status: 409,
    });
    await server.restart();
    expect(server.setUpUrl).toBeNull();
    expect(await person.call(api.auth.getMe, {})).toEqual(me);
  });

  it('is not made with a link of an earlier start or a weak password', async () => {
    const server = await testServer();
    const earlier = tokenOf(server.setUpUrl);
    await server.restart();
    const attempt = (changed: Partial<typeof first> & { token: string }) =>
      refusal(server.stranger().call(api.auth.setUp, { body: { ...first, ...changed } }));
    expect((await attempt({ token: earlier })).code).toBe('setup_code_wrong');
    const token = tokenOf(server.setUpUrl);
    expect((await attempt({ token, password: 'quan.tri2026' })).code).toBe('password_weak');
    expect((await attempt({ token, password: 'ngắn' })).code).toBe('body_invalid');
  });
});

describe('signing in', () => {
  const server = useTestServer();

  it('gives an HttpOnly cookie that no other site may send', async () => {
    const person = await server().as('author');
    const response = await fetch(`${server().origin}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: ` ${person.me.login.toUpperCase()} `, password }),
    });
    expect(response.status).toBe(200);
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^loa_sign_in=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
  });

  it('marks the cookie Secure where people come by HTTPS', async () => {
    const secure = await testServer({ config: { url: 'https://loa.example' } });
    await secure.administrator();
    const response = await fetch(`${secure.origin}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'quan.tri', password }),
    });
    expect(response.headers.getSetCookie()[0]).toContain('; Secure');
  });

  it('ends with signing out, for that sign-in alone', async () => {
    const person = await server().as('author');
    const phone = server().stranger();
    await phone.signIn(person.me.login, password);
    await person.call(api.auth.signOut, {});
    expect((await refusal(person.call(api.auth.getMe, {}))).code).toBe('not_signed_in');
    expect((await phone.call(api.auth.getMe, {})).login).toBe(person.me.login);
  });

  it('ends when the account is closed or gets another password', async () => {
    const administrator = await server().administrator();
    const person = await server().as('author');
    const { id, login } = person.me;
    await administrator.call(api.users.update, { params: { id }, body: { disabled: true } });
    expect((await refusal(person.call(api.auth.getMe, {}))).code).toBe('not_signed_in');
    expect((await refusal(person.signIn(login, password))).code).toBe('sign_in_failed');
    await administrator.call(api.users.update, { params: { id }, body: { disabled: false } });
    await person.signIn(login, password);
    const body = { password: 'năm con gà trống' };
    await administrator.call(api.users.update, { params: { id }, body });
    expect((await refusal(person.call(api.auth.getMe, {}))).code).toBe('not_signed_in');
  });

  it('says the same of a wrong password and an unknown login', async () => {
    const person = await server().as('author');
    const answers = await Promise.all(
      [person.me.login, 'khong.ai'].map(async (login) => {
        const { requestId: _, ...rest } = await refusal(
          server().stranger().signIn(login, 'sai mật khẩu rồi'),
        );
        return rest;
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ code: 'sign_in_failed', status: 401 });
  });
});

describe('a wrong password ten times', () => {
  it('makes that account wait, even with the right one, and nobody else', async () => {
    const server = await testServer();
    const [person, other] = [await server.as('author'), await server.as('author')];
    const stranger = server.stranger();
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const { code } = await refusal(stranger.signIn(person.me.login, `mật khẩu sai ${attempt}`));
      expect(code).toBe('sign_in_failed');
    }
    const response = await fetch(`${server.origin}/api/v1/auth/sign-in`, {
      method: 'POST',
      // No proxy is trusted here, so this counts for nothing.
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify({ login: person.me.login, password }),
    });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const throttled = problem.parse(await response.json());
    expect(throttled).toMatchObject({ code: 'sign_in_throttled' });
    expect(throttled.retryAfter).toBeGreaterThan(0);

    expect((await stranger.signIn(other.me.login, password)).login).toBe(other.me.login);
    expect((await person.call(api.auth.getMe, {})).login).toBe(person.me.login);
  });

  it('counts by the address that a trusted proxy names', async () => {
    const trusting = await testServer({
      config: { trustProxy: ['127.0.0.0/8'] },
    });
    const { me } = await trusting.as('author');
    const attempt = async (address: string) => {
      const response = await fetch(`${trusting.origin}/api/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ login: me.login, password: 'sai mật khẩu' }),
      });
      return problem.parse(await response.json()).code;
    };
    for (let count = 0; count < 10; count += 1) await attempt('203.0.113.1');
    expect(await attempt('203.0.113.1')).toBe('sign_in_throttled');
    expect(await attempt('203.0.113.2')).toBe('sign_in_failed');
  });

  it('is counted before it is checked: twenty at once are no way around', async () => {
    const server = await testServer();
    const person = await server.as('author');
    const codes = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const attempt = server.stranger().signIn(person.me.login, `sai lần thứ ${index}`);
        return (await refusal(attempt)).code;
      }),
    );
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(10);
    expect(codes.filter((code) => code === 'sign_in_throttled')).toHaveLength(10);
  });
});

describe('a write', () => {
  const server = useTestServer();
  const body = JSON.stringify({ name: 'Giảm nghèo', tag: 'GN' });
  const json = { 'content-type': 'application/json' };

  it('needs the CSRF token beside the cookie', async () => {
    const person = await server().as('operator');
    for (const token of ['', 'x', `${person.me.csrf}x`]) {
      const response = await person.fetch('/api/v1/programmes', {
        method: 'POST',
        headers: { ...json, 'loa-csrf': token },
        body,
      });
      expect(response.status).toBe(403);
      expect(problem.parse(await response.json()).code).toBe('csrf_missing');
    }
  });

  it('is not taken in a type that a foreign form could send', async () => {
    const person = await server().as('operator');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const response = await person.fetch('/api/v1/programmes', {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect(response.status).toBe(415);
      expect(problem.parse(await response.json()).code).toBe('body_type_unsupported');
    }
  });
});
