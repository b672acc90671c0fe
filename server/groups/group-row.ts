import { z } from 'zod';
import type { GroupAnswer } from '../../contract/http/groups.ts';
import { fold } from '../../core/text/fold.ts';
import type { Database } from '../store/schema.ts';

const members = z.array(z.string());

/** A row of the table as the domain's value. */
export function toGroup(row: Database['place_group']): GroupAnswer {
  const { id, area_id, name, tag } = row;
  return { id, areaId: area_id, name, tag, members: members.parse(JSON.parse(row.members)) };
}

export function toGroupRow(group: GroupAnswer): Database['place_group'] {
  return {
    id: group.id,
    area_id: group.areaId,
    name: group.name,
    name_folded: fold(group.name),
    tag: group.tag,
    members: JSON.stringify(group.members),
  };
}
