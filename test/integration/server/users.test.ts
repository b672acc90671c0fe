import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import type { Grant } from '../../../core/access/roles.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
const password = 'năm con gà trống';

async function twoCommunes() {
  const administrator = await server().administrator();
  const underId = await server().rootId();
  const suffix = Math.random().toString(36).slice(2, 8);
  const areas = ['a', 'b'].map((name) => ({
    code: `${name}${suffix}`,
    name: `Xã ${name}`,
    kind: 'xã',
    parentCode: null,
  }));
  const body = { underId, validFrom: null, validTo: null, areas };
  const [a, b] = (await administrator.call(api.areas.importMany, { body })).areas;
  if (!a || !b) throw new Error('no areas');
  return { administrator, a, b };
}

describe('people', () => {
  it('are added with roles, found by name page by page, and sign in', async () => {
    const { administrator, a } = await twoCommunes();
    const grants: Grant[] = [{ role: 'author', areaId: a.id }];
    const names = ['Đỗ Thị Én', 'Ân Văn Bé', 'Trần Đức'];
    for (const [index, name] of names.entries()) {
      const body = { login: `page.${index}`, name, password, grants };
      await administrator.call(api.users.create, { body });
    }
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = { limit: 1, ...(cursor ? { cursor } : {}) };
      const page: { items: { name: string }[]; next: string | null } = await administrator.call(
        api.users.list,
        { query },
      );
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    }
    expect(seen.filter((name) => names.includes(name))).toEqual([
      'Ân Văn Bé',
      'Đỗ Thị Én',
      'Trần Đức',
    ]);
    const found = async (q: string) =>
      (await administrator.call(api.users.list, { query: { q } })).items.map(({ name }) => name);
    expect(await found('an van BE')).toEqual(['Ân Văn Bé']);
    expect(await found('page.2')).toEqual(['Trần Đức']);
    expect(await found('page 2 %')).toEqual([]);
    const me = await server().stranger().signIn('page.0', password);
    expect(me.grants).toEqual(grants);
  });

  it('cannot have a login that is taken, a weak password or a role nowhere', async () => {
    const { administrator, a } = await twoCommunes();
    const create = (change: object) =>
      refusal(
        administrator.call(api.users.create, {
          body: {
            login: 'moi.den',
            name: 'Mới Đến',
            password,
            grants: [{ role: 'author', areaId: a.id }],
            ...change,
          },
        }),
      );
    expect((await create({ login: 'quan.tri' })).code).toBe('login_taken');
    expect((await create({ password: 'matkhau2026' })).code).toBe('password_weak');
    expect((await create({ grants: [{ role: 'author', areaId: 'x' }] })).code).toBe(
      'area_not_found',
    );
    expect((await create({ grants: [{ role: 'chief', areaId: a.id }] })).fields?.[0]?.path).toBe(
      'grants.0.role',
    );
  });

  it('are managed by the administrators of their areas alone', async () => {
    const { a, b } = await twoCommunes();
    const own = await server().as('administrator', a.id);
    const theirs = await server().as('author', b.id);
    const ours = await server().as('author', a.id);
    const both = await server().person([
      { role: 'author', areaId: a.id },
      { role: 'administrator', areaId: b.id },
    ]);
    const { items } = await own.call(api.users.list, { query: {} });
    const ids = items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([own.me.id, ours.me.id, both.me.id]));
    expect(ids).not.toContain(theirs.me.id);
    const close = (id: string) =>
      own.call(api.users.update, { params: { id }, body: { disabled: true } });
    expect((await refusal(close(theirs.me.id))).code).toBe('not_allowed');
    // Whoever is more elsewhere is not theirs to take over.
    expect((await refusal(close(both.me.id))).code).toBe('not_allowed');
    expect((await close(ours.me.id)).disabledAt).not.toBeNull();
    const promote = own.call(api.users.update, {
      params: { id: own.me.id },
      body: {
        grants: [
          { role: 'administrator', areaId: a.id },
          { role: 'administrator', areaId: b.id },
        ],
      },
    });
    expect((await refusal(promote)).code).toBe('not_allowed');
  });

  it('without a role are not taken over by the administrator of a commune', async () => {
    const { administrator, a } = await twoCommunes();
    const grants: Grant[] = [{ role: 'administrator', areaId: await server().rootId() }];
    const body = { login: 'nghi.phep', name: 'Nghỉ phép', password, grants };
    const { id } = await administrator.call(api.users.create, { body });
    const params = { id };
    await administrator.call(api.users.update, { params, body: { grants: [] } });

    const local = await server().as('administrator', a.id);
    const grab = local.call(api.users.update, { params, body: { password: 'của tôi rồi nhé' } });
    expect((await refusal(grab)).code).toBe('not_allowed');
    await administrator.call(api.users.update, { params, body: { grants } });
  });

  it('do not close themselves or lay down their own administration', async () => {
    const own = await server().as('administrator');
    for (const body of [{ disabled: true }, { grants: [] }]) {
      const { code } = await refusal(
        own.call(api.users.update, { params: { id: own.me.id }, body }),
      );
      expect(code).toBe('not_allowed');
    }
  });

  it('lose a role at once', async () => {
    const { administrator, a } = await twoCommunes();
    const operator = await server().as('operator', a.id);
    const add = () =>
      operator.call(api.programmes.create, { body: { name: `Mục ${operator.me.id}`, tag: 'MC' } });
    await administrator.call(api.users.update, {
      params: { id: operator.me.id },
      body: { grants: [{ role: 'author', areaId: a.id }] },
    });
    expect((await refusal(add())).code).toBe('not_allowed');
  });
});
