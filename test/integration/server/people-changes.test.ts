import { describe, expect, it } from 'vitest';
import { api } from '../../../contract/api.ts';
import { makeCommune, makeRecording } from '../../support/district.ts';
import { refusal, type Person } from '../../support/person.ts';
import { turnedClock } from '../../support/say.ts';
import { testPassword, useTestServer } from '../../support/server.ts';

const clock = turnedClock('09:00');
const server = useTestServer({ worker: true, clock });
const hour = 3600_000;
const newPassword = 'sáu con vịt cỏ';

async function standIn(person: Person, absent: Person, hours = 8) {
  const administrator = await server().administrator();
  return administrator.call(api.users.addStandIn, {
    params: { id: person.me.id },
    body: { absentId: absent.me.id, startsAt: clock.now(), endsAt: clock.now() + hours * hour },
  });
}

describe('who stands in for somebody', () => {
  it('has their roles for that time alone', async () => {
    const { areaId, stationId } = await makeCommune(server(), 'Hải Tây');
    const absent = await server().as('operator', areaId);
    const person = await server().as('leader', areaId);
    const read = () => person.call(api.stations.showKeyholder, { params: { id: stationId } });
    expect((await refusal(read())).code).toBe('not_allowed');
    const { standIns } = await standIn(person, absent);
    expect(standIns[0]?.absentId).toBe(absent.me.id);
    expect(await read()).toEqual({ keyholder: null });
    clock.turnTo(clock.now() + 8 * hour);
    expect((await refusal(read())).code).toBe('not_allowed');
  });

  it('does not approve in the place of an approver what that one made, nor what they made themself', async () => {
    const { areaId } = await makeCommune(server(), 'Hải Đông');
    const absent = await server().person([
      { role: 'author', areaId },
      { role: 'approver', areaId },
    ]);
    const person = await server().as('author', areaId);
    await standIn(person, absent);
    const made = async (author: Person, hertz: number) => {
      const recording = await makeRecording(server(), { hertz, areaId, author });
      const { id, latest } = recording;
      const body = { versionId: latest.id, contentHash: latest.contentHash };
      return person.call(api.recordings.approve, { params: { id }, body });
    };
    expect((await refusal(made(absent, 510))).code).toBe('approver_is_author');
    expect((await refusal(made(person, 520))).code).toBe('approver_is_author');
    expect((await made(await server().some('author'), 530)).latest.state).toBe('approved');
  });

  it('is nobody else’s way to more rights', async () => {
    const { areaId } = await makeCommune(server(), 'Hải Nam');
    const local = await server().as('administrator', areaId);
    const author = await server().as('author', areaId);
    const root = await server().administrator();
    const grab = local.call(api.users.addStandIn, {
      params: { id: author.me.id },
      body: { absentId: root.me.id, startsAt: clock.now(), endsAt: clock.now() + hour },
    });
    expect((await refusal(grab)).code).toBe('not_allowed');
    // Nor by the password of whoever stands in for one of the province.
    await standIn(author, await server().as('operator'));
    const reset = local.call(api.users.resetAccess, { params: { id: author.me.id } });
    expect((await refusal(reset)).code).toBe('not_allowed');
    const itself = standIn(author, author);
    expect((await refusal(itself)).code).toBe('stand_in_invalid');
  });
});

it('who leaves is out at once, with every key, and another has their roles', async () => {
  const { areaId } = await makeCommune(server(), 'Hải Bắc');
  const leaving = await server().as('commune-operator', areaId);
  const next = await server().as('author', areaId);
  const administrator = await server().administrator();
  const made = { name: 'đọc', expiresAt: clock.now() + hour };
  const { value } = await leaving.call(api.tokens.create, { body: made });
  const gone = await administrator.call(api.users.leave, {
    params: { id: leaving.me.id },
    body: { successorId: next.me.id },
  });
  expect(gone.grants).toEqual([]);
  expect(gone.disabledAt).not.toBeNull();
  const list = leaving.call(api.sessions.list, { query: {} });
  expect((await refusal(list)).code).toBe('not_signed_in');
  const headers = { authorization: `Bearer ${value}` };
  expect((await fetch(`${server().origin}/api/v1/sessions`, { headers })).status).toBe(401);
  const { grants } = await next.call(api.auth.getMe, {});
  expect(grants.map(({ role }) => role).sort()).toEqual(['author', 'commune-operator']);
});

it('a code lets somebody in once, with a new password, and signs everybody else out', async () => {
  const { areaId } = await makeCommune(server(), 'Hải Trung');
  const person = await server().as('commune-operator', areaId);
  const administrator = await server().administrator();
  const make = () => administrator.call(api.users.resetAccess, { params: { id: person.me.id } });
  const tokenOf = ({ path }: { path: string }) => path.slice(path.indexOf('token=') + 6);
  const first = tokenOf(await make());
  const second = tokenOf(await make());
  const use = (token: string, password = newPassword) =>
    server().stranger().call(api.auth.reset, { body: { token, password } });
  expect((await refusal(use(first))).code).toBe('reset_code_wrong');
  expect((await refusal(use(second, 'matkhau2026'))).code).toBe('password_weak');
  expect((await use(second)).id).toBe(person.me.id);
  expect((await refusal(use(second))).code).toBe('reset_code_wrong');
  expect((await refusal(person.call(api.auth.getMe, {}))).code).toBe('not_signed_in');
  const again = server().stranger();
  expect((await refusal(again.signIn(person.me.login, testPassword))).code).toBe('sign_in_failed');
  expect((await again.signIn(person.me.login, newPassword)).id).toBe(person.me.id);
  const late = tokenOf(await make());
  clock.turnTo(clock.now() + hour);
  expect((await refusal(use(late))).code).toBe('reset_code_wrong');
});
