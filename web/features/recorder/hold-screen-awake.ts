/** Keeps a phone from falling asleep, which would end the recording. @returns lets it sleep again */
export function holdScreenAwake(): () => void {
  const lock = (navigator as Partial<Navigator>).wakeLock?.request('screen').catch(() => null);
  return () => void lock?.then((held) => held?.release());
}
