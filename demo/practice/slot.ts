import { TZDate } from '@date-fns/tz';
import type { Day } from '#src/history/calendar.ts';
import { isoDay } from '#src/history/calendar.ts';
import { choice } from './choice.ts';

interface Slot {
  readonly start: string;
  readonly end: string;
}

const minute = 60_000;
const morning = 8 * 60 + 30;
const afternoon = 13 * 60 + 30;
const morningSlots = 20;
const slots = 39;

/** A slot of ten minutes in the morning or the afternoon; the same for the same id, so that clock times differ. */
export function slotOn(day: Day, id: string): Slot {
  const slot = choice(`slot of ${id}`, slots);
  const minutes = slot < morningSlots ? morning + slot * 10 : afternoon + (slot - morningSlots) * 10;
  return slotAt(day, `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`, 10);
}

/** A slot that begins when the clocks of the practice show this time. */
export function slotAt(day: Day, time: string, length: number): Slot {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const [year = 0, month = 1, dayOfMonth = 1] = isoDay(day).split('-').map(Number);
  const start = new TZDate(year, month - 1, dayOfMonth, hours, minutes, 'Europe/London').getTime();
  return { start: new Date(start).toISOString(), end: new Date(start + length * minute).toISOString() };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** How long a visit in a slot really took. */
export function visitIn({ start }: Slot, id: string): Slot {
  return { start, end: new Date(Date.parse(start) + (7 + choice(`length of ${id}`, 11)) * minute).toISOString() };
}
