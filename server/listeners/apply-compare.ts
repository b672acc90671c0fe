import type { Apply } from '../jobs/apply.ts';

/** Writes down what a worker heard in a recording; one that could not be judged stays so. */
export const applyCompare: Apply<'compare'> = async (trx, { subject, result }) => {
  if (!result.ok) return;
  await trx
    .updateTable('listener_recording')
    .set({ likeness: result.value.likeness })
    .where('id', '=', subject)
    .execute();
};
