import { sql } from 'kysely';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { auditGroups } from '../../../core/audit/actions.ts';
import { newestIds, type AuditPlan } from '../../../server/audit/find-lines.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { afterTest } from '../../support/after-test.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const days = { fromId: '01jd', beforeId: '01je' };
const page = { after: '01jdz', count: 51 };
const keys = {
  subject: { column: 'subject', values: ['s1', 's2'] },
  user: { column: 'user_id', values: ['u1'] },
  area: { column: 'area_id', values: ['a1', 'a2', ''] },
  action: { column: 'action', values: auditGroups.recordings },
} as const;

const plans: [string, AuditPlan['keys'], string][] = [
  ['everything', [], 'sqlite_autoindex_audit_1'],
  ['a thing', [keys.subject, keys.action], 'audit_subject'],
  ['a person', [keys.user, keys.area, keys.action], 'audit_user'],
  ['some areas', [keys.area, keys.action], 'audit_area'],
  ['a room', [keys.action], 'audit_action'],
];

it.each(plans)('finds the newest lines of %s by an index', async (_, leading, index) => {
  const store = await openStore(join(await tempFolder(), 'loa.db'));
  afterTest(() => store.close());
  const ids = newestIds({ keys: leading, ...days }, page);
  const { rows } = await sql<{ detail: string }>`explain query plan ${ids}`.execute(store.db);
  const steps = rows.map(({ detail }) => detail);
  const onLines = steps.filter((step) => / (line|probe) /.test(`${step} `));
  expect(onLines.length).toBeGreaterThan(0);
  expect(onLines.filter((step) => !step.startsWith('SEARCH'))).toEqual([]);
  expect(onLines.filter((step) => !step.includes(index))).toEqual([]);
});
