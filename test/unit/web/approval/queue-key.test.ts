import { expect, it } from 'vitest';
import { queueKey } from '../../../../web/features/approval/queue-key.ts';

function pressed(key: string, tag = 'body', init: KeyboardEventInit = {}) {
  const target = tag === 'body' ? document.body : document.createElement(tag);
  if (tag !== 'body') document.body.append(target);
  let told: ReturnType<typeof queueKey> = null;
  const listen = (event: Event) => (told = queueKey(event as KeyboardEvent));
  document.addEventListener('keydown', listen);
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...init }));
  document.removeEventListener('keydown', listen);
  return told;
}

it.each([
  ['j', 'body', 'next'],
  ['K', 'body', 'previous'],
  [' ', 'body', 'play'],
  ['n', 'body', 'note'],
  ['n', 'textarea', null],
  [' ', 'button', null],
  ['j', 'button', 'next'],
  ['j', 'textarea', null],
  ['x', 'body', null],
])('%s on %s asks for %s', (key, tag, asked) => {
  expect(pressed(key, tag)).toBe(asked);
});

it('leaves the browser its own keys', () => {
  expect(pressed('j', 'body', { ctrlKey: true })).toBeNull();
});
