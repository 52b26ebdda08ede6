import type { Day } from '#src/history/calendar.ts';
import { randomDays } from '../evaluate/lives/life.ts';
import type { Random } from '../evaluate/lives/random.ts';
import { type Coded, newId } from './elements.ts';
import type { Person } from './person.ts';
import type { Practice } from './practice.ts';
import { isAtWork, type Worker } from './staff.ts';
import { lifeEvents, reasons } from './vocabulary.ts';

/** Where and how: with a doctor here, with a nurse, an entry without a visit, or at the hospital. */
export type Way = 'surgery' | 'telephone' | 'home' | 'nurse' | 'entry' | 'emergency' | 'stay';

/** One encounter as drawn. */
export interface Contact {
  readonly id: string;
  readonly day: Day;
  /** From midnight UTC. */
  readonly minute: number;
  readonly way: Way;
  readonly who: Worker | undefined;
  readonly reason: Coded;
  /** The first one for its reason. */
  readonly isFirst: boolean;
}

/** What a person's contacts were, in order, and the doctor whom they last asked for. */
export interface Drawn {
  readonly contacts: readonly Contact[];
  readonly usual: Worker | undefined;
}

const followUp = 0.45;
const contactsAProblem = 1 / (1 - followUp);
/** Out of hours and on leave nobody is here; a week ahead somebody is. */
const waitForUsual = 8;

/** Draws a person's contacts: problems that come at random, each with follow-ups. */
export function drawContacts(person: Person, practice: Practice, random: Random): Drawn {
  const plans: { readonly day: Day; readonly reason: Coded; readonly isFirst: boolean }[] = [];
  for (const first of randomDays(random, person.from, person.to, person.contactsAYear / contactsAProblem)) {
    const reason = drawReason(person, random);
    let day = first;
    do {
      plans.push({ day, reason, isFirst: day === first });
      day += random.integer(4, 30);
    } while (random.chance(followUp) && day < person.to);
  }
  let usual: Worker | undefined;
  const contacts = plans
    .sort((a, b) => a.day - b.day)
    .flatMap(({ day, reason, isFirst }): Contact[] => {
      usual = usualOn(day, usual, practice, random);
      const way = drawWay(person, random);
      const placed = place(way, day, person.continuity, usual, practice, random);
      const minute = 480 + 10 * random.integer(0, 59);
      return placed.day > person.to ? [] : [{ id: newId(random), minute, way, reason, isFirst, ...placed }];
    });
  return { contacts, usual };
}

/** They stay with a GP until that one leaves, or now and then choose another. */
function usualOn(day: Day, usual: Worker | undefined, { workers }: Practice, random: Random): Worker | undefined {
  const isHere = ({ from, to }: Worker) => day >= from && (to === undefined || day <= to);
  if (usual !== undefined && isHere(usual) && !random.chance(0.003)) return usual;
  const [first, ...rest] = workers.filter((one) => one.kind === 'gp' && isHere(one));
  return first && random.pick([first, ...rest]);
}

function drawReason({ conditions }: Person, random: Random): Coded {
  const [first, ...rest] = conditions;
  if (first !== undefined && random.chance(0.35)) return random.pick([first, ...rest]).code;
  return random.chance(0.001) ? random.pick(lifeEvents) : random.pick(reasons);
}

/**
 * Attendances at emergency departments are 0.28 and admissions 0.11 a person and year, rising with age (NHS England and HES
 * 2022–23, rounded); a person has some 12 contacts a year.
 */
function drawWay({ age }: Person, random: Random): Way {
  const roll = random.unit();
  if (roll < (age > 74 ? 0.02 : 0.007)) return 'stay';
  if (roll < 0.032) return 'emergency';
  if (roll < 0.15) return 'entry';
  if (roll < 0.4) return 'nurse';
  if (roll < 0.6) return 'telephone';
  return roll < (age > 79 ? 0.73 : 0.61) ? 'home' : 'surgery';
}

function place(
  way: Way,
  day: Day,
  continuity: number,
  usual: Worker | undefined,
  practice: Practice,
  random: Random,
): Pick<Contact, 'day' | 'who'> {
  if (way === 'stay' || way === 'emergency') return { day, who: undefined };
  const open = practice.openDay(day);
  if (way === 'entry') return { day: open, who: anyone(practice.atWork(open, 'reception'), random) };
  if (way === 'nurse') return { day: open, who: anyone(practice.atWork(open, 'nurse'), random) };
  if (usual !== undefined && random.chance(continuity))
    for (let later = open; later < open + waitForUsual; later += 1)
      if (isAtWork(usual, later)) return { day: later, who: usual };
  // Of some it is not recorded whom they saw.
  return { day: open, who: random.chance(0.02) ? undefined : anyone(practice.atWork(open, 'doctor'), random) };
}

function anyone([first, ...rest]: readonly Worker[], random: Random): Worker | undefined {
  return first && random.pick([first, ...rest]);
}
