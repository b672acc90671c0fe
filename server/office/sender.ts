import type { Area } from '../../core/area/area.ts';
import { fold } from '../../core/text/fold.ts';

/** Who sends a paper of an area, whom they stand beneath, and where. */
export interface Sender {
  superior: string | null;
  sender: string;
  place: string;
}

/** The people's committee of an area; the office puts its own name in place of it where that is another. */
export function committeeOf(areas: ReadonlyMap<string, Area>, areaId: string): Sender {
  const area = areas.get(areaId);
  const above = areas.get(area?.parentId ?? '');
  return {
    superior: above ? committee(above) : null,
    sender: area ? committee(area) : 'Ủy ban nhân dân',
    place: area ? bareName(area) : '',
  };
}

function committee({ name }: Area): string {
  return `Ủy ban nhân dân ${name.charAt(0).toLocaleLowerCase('vi')}${name.slice(1)}`;
}

/** `Hải Anh` of the commune `Xã Hải Anh`. */
function bareName({ name, kind }: Area): string {
  return fold(name).startsWith(`${fold(kind)} `) ? name.slice(kind.length + 1) : name;
}
