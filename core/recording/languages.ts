/**
 * Languages that are broadcast in Vietnam, by BCP 47 tag, with their Vietnamese names (and the one in
 * their own script where staff may look for it). Source of the tags: ISO 639-3 by way of the IANA
 * language subtag registry.
 */
export const languages = {
  vi: 'Tiếng Việt',
  tyz: 'Tày',
  nut: 'Nùng',
  blt: 'Thái Đen',
  twh: 'Thái Trắng',
  mtq: 'Mường',
  hmn: 'H’Mông',
  ium: 'Dao',
  km: 'Khmer',
  cjm: 'Chăm (Đông)',
  cja: 'Chăm (Tây)',
  jra: 'Gia Rai',
  rad: 'Ê Đê',
  bdq: 'Ba Na',
  sed: 'Xơ Đăng',
  kpm: 'Cơ Ho',
  hre: 'Hrê',
  rgs: 'Ra Glai',
  stt: 'Xtiêng',
  bru: 'Bru – Vân Kiều',
  ktv: 'Cơ Tu',
  jeh: 'Giẻ Triêng',
  cma: 'Mnông',
  kjg: 'Khơ Mú',
  mlc: 'Cao Lan',
  pac: 'Tà Ôi',
  yue: 'Hoa (Quảng Đông)',
  zh: 'Hoa',
  en: 'Tiếng Anh',
} as const satisfies Record<string, string>;

export type LanguageTag = keyof typeof languages;
export const languageTags = Object.keys(languages) as LanguageTag[];
