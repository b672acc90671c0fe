/** An IANA zone in whose days it is that hour now, so that a test may rely on the time of day. */
export function zoneAt(hour: number): string {
  const behind = (new Date().getUTCHours() - hour + 24) % 24;
  // In these names the sign is the other way round: Etc/GMT+5 is five hours behind.
  return behind <= 12 ? `Etc/GMT+${behind}` : `Etc/GMT-${24 - behind}`;
}
