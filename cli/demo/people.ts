import { areaRoutes } from '../../contract/http/areas.ts';
import { authRoutes } from '../../contract/http/auth.ts';
import { userRoutes } from '../../contract/http/users.ts';
import { randomToken } from '../../runtime/crypto.ts';
import { DemoProblem } from './demo-problem.ts';
import { enter, signIn, type Person } from './person.ts';
import type { DemoLoa } from './start-demo-loa.ts';
import { namDinh2017, ninhBinh2025 } from './units.ts';

type Role = keyof typeof names;

/** Who signs in with what; printed once. */
export interface Login {
  role: Role;
  name: string;
  login: string;
  password: string;
}

export interface People {
  administrator: Person;
  author: Person;
  approver: Person;
  operator: Person;
  logins: Login[];
}

/** Areas by official code; today's and those of 2017 apart, since codes were used again. */
export interface Tree {
  provinceId: string;
  today: Map<string, { id: string; name: string }>;
  past: number;
}

const names = {
  administrator: { login: 'quantri', name: 'Đỗ Văn Quản (quản trị)' },
  author: { login: 'bientap', name: 'Nguyễn Thị Hoa (biên tập)' },
  approver: { login: 'pheduyet', name: 'Trần Văn Minh (phê duyệt)' },
  operator: { login: 'vanhanh', name: 'Phạm Thị Lan (vận hành)' },
  'commune-operator': { login: 'canboxa', name: 'Vũ Văn Thôn (cán bộ đài xã)' },
};

const newLogin = (role: Role): Login => ({ role, ...names[role], password: randomToken(9) });

/** Takes the one-time link and becomes the administrator of the country's tree. */
export async function becomeAdministrator(loa: DemoLoa): Promise<{ person: Person; login: Login }> {
  const token = tokenOf(loa.setUpUrl);
  const login = newLogin('administrator');
  const area = { code: 'VN', name: 'Việt Nam', kind: 'quốc gia' };
  const { name, password } = login;
  const person = await enter(loa.origin, (client) =>
    client.call(authRoutes.setUp, {
      body: { token, login: login.login, name, password, area },
    }),
  );
  return { person, login };
}

function tokenOf(setUpUrl: string): string {
  // Behind the #, where no log on the way sees it.
  const token = /[#&]token=([^&]+)/.exec(setUpUrl)?.[1];
  if (token === undefined) throw new DemoProblem('The set-up link carries no token.');
  return decodeURIComponent(token);
}

/** Imports today's two-tier Ninh Bình, and the three-tier Nam Định of 2017 as its history. */
export async function plantTree(administrator: Person): Promise<Tree> {
  const [{ areaId: underId } = { areaId: '' }] = administrator.me.grants;
  const plant = (tree: ReturnType<typeof ninhBinh2025>) =>
    administrator.call(areaRoutes.importMany, { body: { underId, ...tree } });
  const [today, past] = [await plant(ninhBinh2025()), await plant(namDinh2017())];
  const byCode = new Map(today.areas.map(({ code, id, name }) => [code, { id, name }]));
  const province = byCode.get('37');
  if (!province) throw new DemoProblem('The province is missing from the imported tree.');
  return { provinceId: province.id, today: byCode, past: past.areas.length };
}

/** An author, an approver and an operator of the province, each signed in. */
export async function invitePeople(
  origin: string,
  administrator: { person: Person; login: Login },
  provinceId: string,
): Promise<People> {
  const invite = async (role: Role) => {
    const login = newLogin(role);
    await administrator.person.call(userRoutes.create, {
      body: {
        login: login.login,
        name: login.name,
        password: login.password,
        grants: [{ role, areaId: provinceId }],
      },
    });
    return { login, person: await enter(origin, signIn(login.login, login.password)) };
  };
  const author = await invite('author');
  const approver = await invite('approver');
  const operator = await invite('operator');
  return {
    administrator: administrator.person,
    author: author.person,
    approver: approver.person,
    operator: operator.person,
    logins: [author.login, approver.login, operator.login, administrator.login],
  };
}
