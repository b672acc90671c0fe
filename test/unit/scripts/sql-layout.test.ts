import { describe, expect, it } from 'vitest';

import { formatSql } from '../../../scripts/sql-layout.ts';

describe('formatSql', () => {
  it('gives each column and constraint of a table its own line', () => {
    const sql =
      "CREATE TABLE play (id text, kind text check (kind in ('a, (b', 'c')),\n  unique (id, kind)) strict";
    expect(formatSql(sql)).toBe(
      "CREATE TABLE play (\n  id text,\n  kind text check (kind in ('a, (b', 'c')),\n  unique (id, kind)\n) strict",
    );
  });

  it('leaves an index on one line', () => {
    expect(formatSql('CREATE INDEX play_at\n  ON play (at)')).toBe(
      'CREATE INDEX play_at ON play (at)',
    );
  });
});
