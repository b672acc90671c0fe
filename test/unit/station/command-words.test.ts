import { describe, expect, it } from 'vitest';
import { commandWords } from '../../../station/command-words.ts';

describe('a command of the command line', () => {
  it('is words with blanks between them, or a JSON list', () => {
    expect(commandWords(' gpioset  gpiochip0 17=1 ')).toEqual(['gpioset', 'gpiochip0', '17=1']);
    expect(commandWords('["sh", "-c", "echo 1 > /sys/x"]')).toEqual([
      ...['sh', '-c', 'echo 1 > /sys/x'],
    ]);
  });

  it.each(['', '  ', '[]', '["a", 1]', '[""]', '{"a": 1}', 'echo 1 > /sys/x', 'a "b c"', 'a; b'])(
    'is not %s, which only a shell would understand, or nobody',
    (text) => {
      expect(commandWords(text)).toBeNull();
    },
  );
});
