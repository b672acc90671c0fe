import { describe, expect, it } from 'vitest';
import { readCode } from '../../../../station/enrol/read-code.ts';

describe('a pairing code', () => {
  it('is read as people type it', () => {
    const bare = { code: 'ABCDEFGH', fingerprint: null };
    for (const text of ['ABCD-EFGH', 'abcd efgh', 'ABCDEFGH']) expect(readCode(text)).toEqual(bare);
  });

  it('may carry the fingerprint of the server behind a dot', () => {
    const whole = { code: 'ABCDEFGH', fingerprint: 'JKMNPQRSTUVWXYZ2' };
    expect(readCode('ABCDEFGH.JKMNPQRSTUVWXYZ2')).toEqual(whole);
    expect(readCode('abcd-efgh.jkmn pqrs tuvw xyz2')).toEqual(whole);
  });

  it('may be what the QR of the printed sheet holds', () => {
    const whole = { code: 'ABCDEFGH', fingerprint: 'JKMNPQRSTUVWXYZ2' };
    const server = encodeURIComponent('https://loa.example');
    expect(readCode(`loa:pair?server=${server}&code=ABCDEFGH&key=JKMNPQRSTUVWXYZ2`)).toEqual(whole);
    expect(readCode(`loa:pair?server=${server}&key=JKMNPQRSTUVWXYZ2`)).toBeNull();
  });

  it('is none where a part of it is missing', () => {
    for (const text of [
      '',
      'ABCD',
      'ABCDEFGH.',
      'ABCDEFGH.JKMN',
      'ABCDEFGH.JKMNPQRSTUVWXYZ2.A',
      '.',
    ])
      expect(readCode(text), text).toBeNull();
  });
});
