/** Signal shapes on a 16 × 16 grid: each state has its own, so that colour is never alone. */
export const shapes = {
  playing: { path: 'M4 2.5v11l9.5-5.5z', isOutline: false },
  ready: { path: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z', isOutline: false },
  half: {
    path: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 1.6a4.4 4.4 0 0 1 0 8.8z',
    isOutline: false,
  },
  problem: { path: 'M8 2 15 14H1z', isOutline: false },
  note: {
    path: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM7.1 4h1.8v1.8H7.1zm0 3h1.8v5H7.1z',
    isOutline: false,
  },
  unknown: { path: 'M8 2.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8z', isOutline: true },
  stopped: { path: 'M3 3h10v10H3z', isOutline: false },
  done: {
    path: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM4.6 8.2 7 10.6l4.4-4.8.9.9L7 12.4 3.7 9.1z',
    isOutline: false,
  },
  due: {
    path: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 4.8V8l2.2 1.6',
    isOutline: true,
  },
  late: {
    path: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm-.8 2.7h1.5v3.5l2.4 1.7-.9 1.2-3-2.2z',
    isOutline: false,
  },
  cut: { path: 'M2 5h4v6H2zm5.5 0h2v6h-2zM11 5h1v6h-1zm2.5 0h.8v6h-.8z', isOutline: false },
  overtaken: { path: 'M2 3.5 7 8l-5 4.5zM8 3.5 13 8l-5 4.5zM13 3.5h1.6v9H13z', isOutline: false },
  barred: {
    path: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM4 7.1h8v1.8H4z',
    isOutline: false,
  },
  sent: { path: 'M8 13.5V3M3.8 7 8 2.8 12.2 7', isOutline: true },
  offline: {
    path: 'M8 2.2 14.6 13.6H1.4zM8 6.2v3.6M8 11.4v.6',
    isOutline: true,
  },
  missed: { path: 'M3.2 3.2 12.8 12.8M12.8 3.2 3.2 12.8', isOutline: true },
  /** By word of mouth, which is no proof. */
  said: { path: 'M2 3h12v8H7.5L4 14.2V11H2z', isOutline: false },
  denied: { path: 'M2 3h12v8H7.5L4 14.2V11H2z', isOutline: true },
  returned: { path: 'M6 3 2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H6', isOutline: true },
  /** A day off, and one on which other rules hold. */
  'day-off': {
    path: 'M8 1.2 10 6l5.2.4-4 3.4 1.3 5L8 12.1l-4.5 2.7 1.3-5-4-3.4L6 6z',
    isOutline: false,
  },
  mode: { path: 'M3 1.5h1.6v1H13l-2.2 3L13 8.5H4.6v6H3z', isOutline: false },
} as const;

export type Shape = keyof typeof shapes;
export type Tone = 'accent' | 'good' | 'warn' | 'bad' | 'idle';

/** How a state is shown: its shape, its tone and the key of its word. */
export interface Mark {
  shape: Shape;
  tone: Tone;
  word: string;
}
