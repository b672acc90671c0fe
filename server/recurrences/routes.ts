import { recurrenceRoutes as contract } from '../../contract/http/recurrences.ts';
import { recurrence as recurrenceShape } from '../../contract/recurrence.ts';
import { inWords } from '../../core/recurrence/in-words.ts';
import { parseRruleText, type RruleTextFault } from '../../core/recurrence/parse-rrule-text.ts';
import { AppError, type FieldFault } from '../../runtime/error.ts';
import { handle, type BoundRoute } from '../http/handler.ts';

export function recurrenceRoutes(): BoundRoute[] {
  return [
    handle(contract.read, ({ body, query }) => {
      const read = parseRruleText(body.text);
      if (!read.isOk) throw refusalOf(read.fault);
      const { recurrence, time, zone } = read.value;
      // The contract bounds what a broadcast may have.
      const dates = recurrenceShape.safeParse(recurrence);
      if (!dates.success)
        throw new AppError('recurrence_unreadable', 'it has more days than a broadcast may have', {
          cause: dates.error,
        });
      const words = inWords(recurrence, query.language);
      return Promise.resolve({ dates: dates.data, time, zone, words });
    }),
  ];
}

/** Names what was not understood: nothing is left out in silence. */
function refusalOf(fault: RruleTextFault): AppError {
  const field: FieldFault =
    fault.code === 'bad_recurrence'
      ? { path: 'text', code: fault.fault.code, message: fault.fault.code }
      : { path: fault.part, code: fault.code, message: fault.value };
  const detail = `${field.path} is ${field.code.replaceAll('_', ' ')}: ${field.message}`;
  return new AppError('recurrence_unreadable', detail, { fields: [field] });
}
