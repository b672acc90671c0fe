/**
 * What a microphone made of a sound: `heard`; `weak`, hardly above other noise; `clipped`, heard but distorted;
 * `silent`, nothing of it; `unknown` where that cannot be told.
 */
export const hearings = ['heard', 'weak', 'clipped', 'silent', 'unknown'] as const;
export type Hearing = (typeof hearings)[number];
