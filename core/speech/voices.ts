/** A voice that staff can choose. */
export interface Voice {
  /** As the engine knows it. */
  id: string;
  /** As staff know it. */
  name: string;
}

/** The voices of espeak-ng for Vietnamese. */
export const espeakVoices: readonly Voice[] = [
  { id: 'vi', name: 'Giọng Bắc' },
  { id: 'vi-vn-x-central', name: 'Giọng Trung' },
  { id: 'vi-vn-x-south', name: 'Giọng Nam' },
];

/**
 * Reads voices written as `id=Tên, id=Tên`; a voice without a name goes by its id. `null` where one
 * has no id, stands twice, or there are none.
 */
export function parseVoices(text: string): Voice[] | null {
  const voices = text.split(',').map((part) => {
    const [id = '', ...name] = part.split('=').map((word) => word.trim());
    return { id, name: name.join('=') || id };
  });
  const isGood = voices.every(({ id }) => /^[^\s\p{C}-][^\p{C}]{0,99}$/u.test(id));
  const isSingle = new Set(voices.map(({ id }) => id)).size === voices.length;
  return isGood && isSingle ? voices : null;
}
