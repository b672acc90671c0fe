import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

import { transactionAwaits } from '../../../scripts/lint/transaction-awaits.mjs';

function faultsOf(code: string): number {
  const config = {
    plugins: { loa: { rules: { 'transaction-awaits': transactionAwaits } } },
    rules: { 'loa/transaction-awaits': 'error' as const },
  };
  return new Linter().verify(code, [config]).length;
}

describe('transaction-awaits', () => {
  it.each([
    'db.transaction().execute(async (trx) => { await fetch(url); })',
    'db.transaction().execute(async (trx) => { await db.selectFrom("area").execute(); })',
    'async function save(trx, row) { await queue.add(row); }',
    'async function save(trx, rows) { for (const row of rows) { if (row.ok) await write(row); } }',
  ])('refuses %s', (code) => {
    expect(faultsOf(code)).toBe(1);
  });

  it.each([
    'db.transaction().execute(async (trx) => { await trx.insertInto("area").execute(); })',
    'db.transaction().execute(async (trx) => { await saveArea(trx, area); })',
    'db.transaction().execute(async (trx) => { const q = trx.selectFrom("a"); await q.execute(); })',
    'async function save(db, row) { await queue.add(row); }',
  ])('accepts %s', (code) => {
    expect(faultsOf(code)).toBe(0);
  });
});
