/** What a key asks of the queue; nothing while somebody types, or where the key has another task. */
export function queueKey(event: KeyboardEvent): 'next' | 'previous' | 'play' | 'note' | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, textarea, select, [contenteditable], [role=dialog]')) return null;
  if (event.key.toLowerCase() === 'j') return 'next';
  if (event.key.toLowerCase() === 'k') return 'previous';
  if (event.key.toLowerCase() === 'n') return 'note';
  return event.key === ' ' && !target?.closest('button, a, summary, [role=slider], [role=button]')
    ? 'play'
    : null;
}
