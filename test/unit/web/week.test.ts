import { expect, it } from 'vitest';
import { toValidDays, toValidity } from '../../../web/features/recordings/validity.ts';
import { titleOf } from '../../../web/features/uploads/upload.ts';
import { pairingCommand, spacedCode } from '../../../web/features/endpoints/pairing-command.ts';
import { mondayOf } from '../../../core/week/monday-of.ts';
import { dayFrom, weekOf } from '../../../web/features/timetable/week.ts';

it('begins the week on Monday, also from a Sunday', () => {
  expect(mondayOf('2025-11-23')).toBe('2025-11-17');
  expect(mondayOf('2025-11-24')).toBe('2025-11-24');
  expect(weekOf('2025-11-30').at(-1)).toBe('2025-11-30');
});

it('takes a day from an address, and nothing else', () => {
  expect(dayFrom('2025-11-23', '2025-01-01')).toBe('2025-11-23');
  expect(dayFrom('x', '2025-01-01')).toBe('2025-01-01');
});

it('keeps the last day of validity to its end', () => {
  const zone = 'Asia/Ho_Chi_Minh';
  const validity = toValidity({ first: '', last: '2025-11-23' }, zone);
  expect(validity).toEqual({ notBefore: null, expiresAt: Date.UTC(2025, 10, 23, 17) });
  expect(toValidDays(validity, zone)).toEqual({ first: '', last: '2025-11-23' });
});

it('makes a title of a file name', () => {
  expect(titleOf('vay_von_ho_ngheo.mp3')).toBe('vay von ho ngheo');
  expect(titleOf('.mp3')).toBe('.mp3');
});

it('names plain HTTP in the pairing command, except on this machine', () => {
  const given = { code: 'ABCDEFGH', fingerprint: 'JKMNPQRSTUVWXYZ2' };
  expect(pairingCommand('https://loa.example', given)).toContain(
    '--code ABCDEFGH.JKMNPQRSTUVWXYZ2 ',
  );
  expect(pairingCommand('http://10.0.0.2:8080', given)).toContain('--insecure-http');
  expect(pairingCommand('http://localhost:8080', given)).not.toContain('--insecure-http');
  expect(pairingCommand('https://loa.vn', given)).toContain(
    '--server https://loa.vn --code ABCDEFGH',
  );
  expect(spacedCode('ABCDEFGH')).toBe('ABCD EFGH');
});
