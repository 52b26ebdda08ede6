import { type Day, isoDay, mondayOf } from '#src/history/calendar.ts';

const [saturday, sunday] = [5, 6];
const msPerDay = 86_400_000;

/** Days proclaimed for one year: a wedding, two jubilees, VE Day, a funeral and a coronation. */
const proclaimed = [
  '2011-04-29',
  '2012-06-04',
  '2012-06-05',
  '2020-05-08',
  '2022-06-02',
  '2022-06-03',
  '2022-09-19',
  '2023-05-08',
];

const years = new Map<number, ReadonlySet<string>>();

/** A day on which the practice is open: no weekend and no bank holiday of England. */
export function isWorkingDay(day: Day): boolean {
  return weekdayOf(day) < saturday && !isBankHoliday(day);
}

/** Monday is 0. */
export function weekdayOf(day: Day): number {
  return day - mondayOf(day);
}

/** A bank holiday of England, or the weekday that stands in for one at a weekend. */
export function isBankHoliday(day: Day): boolean {
  const iso = isoDay(day);
  const year = Number(iso.slice(0, 4));
  const ofYear = years.get(year) ?? new Set([...yearly(year).map(isoDay), ...proclaimed]);
  years.set(year, ofYear);
  return ofYear.has(iso);
}

function yearly(year: number): Day[] {
  const easter = easterSunday(year);
  return [
    nextWeekday(date(year, 1, 1)),
    easter - 2,
    easter + 1,
    mondayOf(date(year, 5, 7)),
    mondayOf(date(year, 5, 31)),
    mondayOf(date(year, 8, 31)),
    ...christmas(date(year, 12, 25)),
  ];
}

/** Christmas and Boxing Day, of which neither takes the other's substitute day. */
function christmas(day: Day): Day[] {
  const weekday = weekdayOf(day);
  if (weekday === sunday) return [day + 1, day + 2];
  return weekday === saturday ? [day + 2, day + 3] : [day, nextWeekday(day + 1)];
}

function nextWeekday(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday < saturday ? day : day + 7 - weekday;
}

function date(year: number, month: number, dayOfMonth: number): Day {
  return Date.UTC(year, month - 1, dayOfMonth) / msPerDay;
}

/** Oudin's method for the Gregorian calendar. */
function easterSunday(year: number): Day {
  const century = Math.floor(year / 100);
  const golden = year % 19;
  const skipped = Math.floor((century - 17) / 25);
  const base = (century - Math.floor(century / 4) - Math.floor((century - skipped) / 3) + 19 * golden + 15) % 30;
  const epact = base - Math.floor(base / 28) * (1 - Math.floor(29 / (base + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + epact + 2 - century + Math.floor(century / 4)) % 7;
  return date(year, 3, 28 + epact - weekday);
}
