import { describe, expect, it } from 'vitest';
import { airOf, compileVector, rulingsOf } from '../../support/vectors/compile-vector.ts';
import { playVector } from '../../support/vectors/play-vector.ts';
import { readVectors } from '../../support/vectors/vector.ts';

describe('conformance vectors', () => {
  it.each(readVectors())('$file compiles: $vector.name', ({ vector }) => {
    const compiled = compileVector(vector);
    const told = compiled.map((groups) => ({
      air: airOf(groups, vector.zone),
      rulings: rulingsOf(groups, vector.dates[0] ?? ''),
    }));
    expect(told).toEqual(vector.compiles.map(({ air, rulings }) => ({ air, rulings })));
  });

  const played = readVectors().filter(({ vector }) => vector.player.length > 0);
  it.each(played)('$file sounds: $vector.name', ({ vector }) => {
    expect(playVector(vector)).toEqual(vector.sounds);
  });

  it('cover what the protocol names', () => {
    const files = new Set(readVectors().map(({ file }) => file.replace('.json', '')));
    expect([...files]).toEqual(
      expect.arrayContaining([
        ...[
          'caps',
          'freeze',
          'interrupted',
          'late-boot',
          'leap-days',
          'midnight',
          'quiet-hours',
          'ranges',
        ],
        ...['relays', 'replaced', 'ties', 'zones'],
      ]),
    );
  });
});
