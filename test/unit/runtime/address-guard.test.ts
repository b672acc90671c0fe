import { describe, expect, it } from 'vitest';
import { createAddressGuard } from '../../../runtime/address-guard.ts';

describe('createAddressGuard', () => {
  const isPublic = createAddressGuard([]);

  it.each(['1.1.1.1', '171.224.0.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])(
    'lets %s through',
    (address) => {
      expect(isPublic(address)).toBe(true);
    },
  );

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    'fc00::1',
    'fe80::1%eth0',
    'ff02::1',
    'localhost',
    '',
  ])('refuses %s', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it('lets through what is allowed, and only that', () => {
    const isAllowed = createAddressGuard(['127.0.0.0/8', '10.0.0.7', 'fc00::/8']);
    expect(isAllowed('127.0.0.1')).toBe(true);
    expect(isAllowed('::ffff:127.0.0.1')).toBe(true);
    expect(isAllowed('10.0.0.7')).toBe(true);
    expect(isAllowed('10.0.0.8')).toBe(false);
    expect(isAllowed('fc00::2')).toBe(true);
    expect(isAllowed('fd00::2')).toBe(false);
  });

  it.each(['', 'all', '10.0.0.0/33', '10.0.0.0/x', 'fc00::/129', '10.0.0/8'])(
    'has no range "%s"',
    (range) => {
      expect(() => createAddressGuard([range])).toThrow('not a CIDR range');
    },
  );
});
