import type { Day } from '../../history/calendar.ts';

/** By a clinician's reference, and in it by an organisation's reference (`''` where none is recorded): days, oldest first. */
export type ConsultingDays = ReadonlyMap<string, ReadonlyMap<string, readonly Day[]>>;
