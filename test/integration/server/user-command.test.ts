import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../runtime/clock.ts';
import { runUserCommand } from '../../../server/users/user-command.ts';
import { refusal } from '../../support/person.ts';
import { useTestServer } from '../../support/server.ts';

const server = useTestServer();
const user = (...args: string[]) =>
  runUserCommand(args, { LOA_DATA: server().dataFolder }, systemClock());

describe('loa user', () => {
  it('adds a person, beside the running server, and gives another password', async () => {
    await server().administrator();
    const added = await user('add', 'lan', '--name', 'Lan', '--role', 'author', '--area', '37');
    const [login = '', first = ''] = added.text.trim().split(' ');
    const person = server().stranger();
    expect((await person.signIn(login, first)).grants).toEqual([
      { role: 'author', areaId: await server().rootId() },
    ]);
    const changed = await user('password', 'lan');
    const second = changed.text.trim().split(' ')[1] ?? '';
    expect((await refusal(person.signIn('lan', first))).code).toBe('sign_in_failed');
    expect((await person.signIn('lan', second)).name).toBe('Lan');
    const again = await user('add', 'lan', '--name', 'Lan', '--role', 'author');
    expect(again).toMatchObject({ exitCode: 1, text: 'the login lan is taken\n' });
  });

  it.each([
    [],
    ['add'],
    ['add', 'Ngọc'],
    ['add', 'lan', '--name', 'Lan', '--role', 'chief'],
    ['rm', 'lan'],
  ])('tells how it is used: %j', async (...args) => {
    expect(await user(...args)).toMatchObject({
      exitCode: 64,
      text: expect.stringContaining('loa user add LOGIN'),
    });
  });
});
