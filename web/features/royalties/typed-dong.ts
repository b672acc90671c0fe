const mostDong = 1_000_000_000;

/** An amount as people type it: `50.000`, `50,000 đ`, `50 000`; `null` where it is none. */
export function typedDong(text: string): number | null {
  const bare = text.replace(/đ(ồng)?\s*$/iu, '').trim();
  // Dots, commas and spaces stand before groups of three alone: nobody is paid by the xu.
  if (!/^\d+$|^\d{1,3}([., \u00a0]\d{3})+$/.test(bare)) return null;
  const dong = Number(bare.replace(/\D/g, ''));
  return dong <= mostDong ? dong : null;
}
