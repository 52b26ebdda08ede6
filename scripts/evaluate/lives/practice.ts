import type { Encounter } from '@medplum/fhirtypes';
import { type Day, isoDay } from '#src/history/calendar.ts';
import { concept, morning, practice } from './entries.ts';
import type { Random } from './random.ts';
import { emptyRecord, type Written } from './record.ts';

/** Someone who works at the practice. */
export interface Worker {
  readonly id: string;
  readonly kind: 'gp' | 'trainee' | 'nurse';
  readonly from: Day;
  /** Last day, if any. */
  readonly to: Day | undefined;
  readonly away: readonly { readonly from: Day; readonly to: Day }[];
  /** At work on one day in six weeks. */
  readonly seldom?: boolean;
  /** No role shows the absences. */
  readonly unrecorded?: boolean;
}

/** Roles in SNOMED CT. */
const roles = { gp: '62247001', trainee: '309327004', nurse: '159002008' } as const;
const noticeDays = 120;
const daysOff = 2;
const seldomDays = 42;

/** The staff of a practice, and their records. */
export interface Practice {
  readonly workers: readonly Worker[];
  readonly record: Pick<Written, 'versions'>;
}

/** A practice with these people. */
export function practiceOf(workers: readonly Worker[]): Practice {
  const record = emptyRecord();
  const always = Number.NEGATIVE_INFINITY;
  record.write(always, { resourceType: 'Organization', id: 'practice', name: 'A practice' });
  record.write(always, { resourceType: 'Organization', id: 'hospital', name: 'A hospital' });
  for (const worker of workers) {
    record.write(worker.from, { resourceType: 'Practitioner', id: worker.id, name: [{ family: worker.id }] });
    writeRole(record, worker);
  }
  return { workers, record };
}

/** Writes a role, and again when notice is given and when an absence is recorded. */
function writeRole(record: Written, { id, kind, from, to, away: absent, unrecorded = false }: Worker): void {
  const away = unrecorded ? [] : absent;
  const at = (since: Day, end: Day | undefined, absences: Worker['away']) =>
    record.write(since, {
      resourceType: 'PractitionerRole',
      id: `role-${id}`,
      active: true,
      practitioner: { reference: `Practitioner/${id}` },
      organization: practice,
      code: [concept(roles[kind])],
      period: { start: isoDay(from), ...(end !== undefined && { end: isoDay(end) }) },
      ...(absences.length > 0 && {
        notAvailable: absences.map((one) => ({
          description: 'away',
          during: { start: isoDay(one.from), end: isoDay(one.to) },
        })),
      }),
    });
  const noticeDay = to === undefined ? undefined : kind === 'trainee' ? from : Math.max(from, to - noticeDays);
  const changes = [
    from,
    ...(noticeDay === undefined ? [] : [noticeDay]),
    ...away.map((one) => Math.max(from, one.from - 1)),
  ];
  for (const day of changes.sort((a, b) => a - b)) {
    const known = away.filter((one) => one.from - 1 <= day);
    at(day, noticeDay !== undefined && noticeDay <= day ? to : undefined, known);
  }
}

/** Whether someone works there on a day and is not away. */
export function isAtWork({ from, to, away }: Worker, day: Day): boolean {
  return day >= from && (to === undefined || day <= to) && !away.some((one) => day >= one.from && day <= one.to);
}

/** One visit a day of everyone at work, as a search for their latest activity returns them. */
export function activityOf(workers: readonly Worker[], from: Day, to: Day): Map<string, Encounter[]> {
  const days = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  const rows = (worker: Worker, n: number) =>
    days.flatMap((day): Encounter[] => {
      const isOff = day % 7 < daysOff || (day + n) % 7 === daysOff || (worker.seldom && day % seldomDays !== daysOff);
      if (isOff || !isAtWork(worker, day)) return [];
      const code = { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' };
      return [
        {
          resourceType: 'Encounter',
          id: `${worker.id}-${day}`,
          status: 'finished',
          class: code,
          period: { start: morning(day) },
        },
      ];
    });
  return new Map(workers.map((worker, n) => [`Practitioner/${worker.id}`, rows(worker, n)]));
}

/** Two doctors and a nurse who stay, for lives in which the staff does not matter. */
export function settledPractice(from: Day): Practice {
  const one = (id: string, kind: Worker['kind']): Worker => ({ id, kind, from, to: undefined, away: [] });
  return practiceOf([one('usual', 'gp'), one('other', 'gp'), one('nurse', 'nurse')]);
}

/** How often posts change hands, and how often someone is away for months. */
export interface Turnover {
  /** Departures per doctor and year. */
  readonly leave: number;
  /** Long absences per doctor and year. */
  readonly absence: number;
}

/** Five posts for doctors, one for a trainee and two for nurses, each filled again when someone leaves. */
export function changingPractice(random: Random, from: Day, to: Day, turnover: Turnover): Practice {
  const workers: Worker[] = [];
  for (let post = 0; post < 8; post += 1) {
    const kind = post < 5 ? 'gp' : post === 5 ? 'trainee' : 'nurse';
    let since = from;
    while (since < to) {
      const stay = kind === 'trainee' ? changeovers(since) : Math.ceil(random.wait(turnover.leave) * 365);
      const last = since + stay;
      const absences = kind === 'gp' && random.chance(1 - Math.exp((-turnover.absence * stay) / 365));
      const start = since + Math.floor(random.between(0.2, 0.7) * stay);
      const away = absences ? [{ from: start, to: start + random.integer(60, 240) }] : [];
      workers.push({ id: `w${workers.length}`, kind, from: since, to: last < to ? last : undefined, away });
      since = last + random.integer(1, 60);
    }
  }
  return practiceOf(workers);
}

/** Days until the second next first Wednesday of February or August, when trainees' posts change hands. */
function changeovers(since: Day): number {
  for (let day = since + 180; ; day += 1) {
    const date = new Date(day * 86_400_000);
    const isChangeover = [1, 7].includes(date.getUTCMonth()) && date.getUTCDay() === 3 && date.getUTCDate() <= 7;
    if (isChangeover) return day - since - 1;
  }
}
