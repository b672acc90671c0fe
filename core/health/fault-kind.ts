/** What somebody who stands before a loudspeaker can see or hear to be wrong with it. */
export const faultKinds = [
  'silent',
  'crackling',
  'quiet',
  'no_power',
  'pole',
  'water',
  'cable',
  'other',
] as const;
export type FaultKind = (typeof faultKinds)[number];
