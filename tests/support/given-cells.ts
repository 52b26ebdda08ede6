import { everyPart } from '#src/fhir/read/searches.ts';
import { parseDay } from '#src/history/calendar.ts';

/** Tells whether a cell is one that its column may hold. */
type Fits = (cell: string) => boolean;

/** The cells of a row: those in order, the last of which may be left out, then any number of `more`. */
interface Columns {
  readonly first: readonly Fits[];
  readonly more?: Fits;
}

/** Planned series, by the names that they have in a history. */
const series = [
  'antenatal',
  'baby-clinic',
  'chemotherapy',
  'contraception',
  'dialysis',
  'dressing',
  'injection',
  'monitoring',
  'postnatal',
  'vaccination',
];
const bookingStates = ['proposed', 'pending', 'booked', 'attended', 'missed', 'cancelled'];
const planKinds = ['task', 'referral', 'activity'];
const roleKinds = ['gp', 'trainee', 'locum', 'team', 'not-clinical', 'unknown'];
const roleWords = [...roleKinds, 'unread', 'none', 'inactive', 'person inactive', 'person unread', 'elsewhere'];
const parts: readonly string[] = everyPart;

const isDay: Fits = (cell) => parseDay(cell) !== undefined;
const isYear: Fits = (cell) => /^\d{4}$/.test(cell);
const isName: Fits = (cell) => /^[a-z]+(?:-[a-z\d]+)*$/.test(cell);
const isOneOf =
  (words: readonly string[]): Fits =>
  (cell) =>
    words.includes(cell);
const isListOf =
  (fits: Fits): Fits =>
  (cell) =>
    cell.split(', ').every(fits);
const isAny =
  (...some: readonly Fits[]): Fits =>
  (cell) =>
    some.some((fits) => fits(cell));
/** A word, and what comes after it. */
const isAfter =
  (word: string, fits: Fits): Fits =>
  (cell) =>
    cell.startsWith(`${word} `) && fits(cell.slice(word.length + 1));
/** Two days, either of which may be left out. */
const isSpan: Fits = (cell) => {
  const [, from = '', to = ''] = /^(\S*?)\s*(?:to (\S+))?$/.exec(cell) ?? [];
  return (from !== '' || to !== '') && [from, to].every((one) => one === '' || isDay(one));
};
const isRow: Fits = (cell) => {
  const [, from = '', to = ''] = /^(\S+) to (\S+) every \d+ days$/.exec(cell) ?? [];
  return isDay(from) && isDay(to);
};
const isRhythm: Fits = (cell) => {
  const [, from = '', to = ''] = /^\d+ a week, (\S+) to (\S+)$/.exec(cell) ?? [];
  return isDay(from) && isDay(to);
};

const isWho = isListOf(isName);

/** What the sections of a drawn history may hold; `how` are the words that say how a contact was. */
function columnsOf(how: readonly string[]): Readonly<Record<string, Columns>> {
  return {
    contacts: {
      first: [
        isAny(isRow, isListOf(isAny(isDay, isYear))),
        isName,
        isListOf(isOneOf([...how, ...series])),
        isAfter('called', isName),
      ],
    },
    roles: {
      first: [isName],
      more: isAny(
        isOneOf(roleWords),
        isOneOf(['away']),
        isAfter('since', isDay),
        isAfter('ended', isDay),
        isAfter('ends', isDay),
        isAfter('away', isSpan),
        isAfter('code', (cell) => /^\S+$/.test(cell)),
      ),
    },
    bookings: { first: [isDay, isWho, isOneOf(bookingStates), isAfter('made', isDay)] },
    plans: { first: [isOneOf(planKinds), isDay] },
    teams: { first: [isWho, isAfter('lead', isName)] },
    activity: { first: [isName, isAny(isRhythm, isOneOf(['unread'])), isAfter('since', isDay)] },
    person: { first: [], more: isAny(isAfter('named', isName), isAfter('born', isDay), isAfter('registered', isDay)) },
    registration: {
      first: [],
      more: isAny(isAfter('since', isDay), isAfter('manager', isName), isOneOf(['temporary'])),
    },
    unread: { first: [isListOf(isOneOf(parts))] },
  };
}

/**
 * Checks a row of a drawn history, cell by cell.
 * @throws where a cell is none that its column may hold: what is misspelt would be something else, in silence
 */
export function checkRow(section: string, row: readonly string[], how: readonly string[]): void {
  const { first = [], more } = columnsOf(how)[section] ?? {};
  row.forEach((cell, i) => {
    const fits = first[i] ?? more;
    if (fits?.(cell) !== true) throw new Error(`${section}: '${cell}' is nothing that can be drawn there`);
  });
}
