import type { Day } from '#src/history/calendar.ts';
import { amendPatient } from '../causes/family.ts';
import { at, meet } from '../causes/meet.ts';
import { type Scene, usualSetting } from '../causes/scene.ts';
import { writeAppointment, writeVisit } from '../entries.ts';
import { writeMedicine, writeProblem } from '../illness-entries.ts';
import { type Life, newPerson, randomDays, today, weekly, year } from '../life.ts';
import { changingPractice, isAtWork, type Practice } from '../practice.ts';
import type { Random } from '../random.ts';
import { writeFamily } from './family-events.ts';
import { writeHealth, writePregnancies } from './health-events.ts';
import { writePromises } from './promises.ts';
import { contact } from './rates.ts';
import { writeInvitations } from './recalls.ts';
import { anyone, usualDoctor } from './usual-doctor.ts';

/** Long-term conditions of the problem list, with their medicines. */
const longTerm = [
  { code: '38341003', share: 0.2, medicine: 'Amlodipine 5 mg tablets' },
  { code: '195967001', share: 0.09, medicine: 'Beclometasone 100 micrograms inhaler' },
  { code: '35489007', share: 0.12, medicine: 'Sertraline 50 mg tablets' },
  { code: '73211009', share: 0.08, medicine: 'Metformin 500 mg tablets' },
  { code: '396275006', share: 0.1, medicine: undefined },
  { code: '40930008', share: 0.05, medicine: 'Levothyroxine 100 micrograms tablets' },
  { code: '49436004', share: 0.03, medicine: 'Apixaban 5 mg tablets' },
] as const;
/** Backache, joint pain, abdominal pain, headache, tiredness, dizziness, cough, sleeplessness. */
const troubles = [
  '161891005',
  '57676002',
  '21522001',
  '25064002',
  '84229001',
  '404640003',
  '49727002',
  '193462001',
] as const;
/** Per doctor and year: 10 % of posts change hands, and one in 30 has a long absence. */
const turnover = { leave: 0.1, absence: 0.033 };

/** Seven years of care in which nothing has a hidden cause; the chart is opened weekly in the last two. */
export function ordinaryLife(random: Random): Life {
  const to = today - random.integer(0, 300);
  const from = to - 7 * year;
  const practice = changingPractice(random, from - 3 * year, to + year, turnover);
  const age = random.integer(18, 88);
  const record = newPerson(random, from, age);
  const scene: Scene = {
    random,
    record,
    on: to,
    from,
    setting: { ...usualSetting(random), age },
    user: '',
    offered: [],
  };
  amendPatient(scene, { gender: scene.setting.gender });
  const conditions = longTerm.filter(({ share }) => random.chance(Math.min(0.8, (share * age) / 45)));
  for (const { code, medicine } of conditions) {
    const recorded = from + random.integer(0, 900);
    writeProblem(record, { code, recorded, onset: recorded });
    if (medicine !== undefined)
      writeMedicine(record, { name: medicine, from: recorded, days: 28, supplies: supplied(random, recorded, to) });
  }
  const loyalty = random.chance(contact.withoutUsual) ? random.between(0.1, 0.3) : random.between(0.4, 0.95);
  const usualOn = usualDoctor(random, practice, from);
  const contacts = random.steady(2.5 + 1.8 * conditions.length, contact.shape);
  for (const day of randomDays(random, from, to, contacts))
    writeBooked(scene, day, random.chance(loyalty) ? usualOn(day) : anyone(random, practice, day));
  const seenBy = (ago: number) => (random.chance(loyalty) ? usualOn(to - ago) : anyone(random, practice, to - ago));
  writeFamily(scene, age, seenBy);
  writeHealth(scene, age, seenBy);
  writePregnancies(scene, age, seenBy);
  writePromises(scene, seenBy);
  writeInvitations(record, random, {
    from,
    to,
    age,
    conditions: conditions.length,
    nurse: (day) => nurse(random, practice, day),
  });
  const user = (day: Day) => (random.chance(0.5) ? usualOn(day) : anyone(random, practice, day));
  const openings = weekly(to - 2 * year + 1, to, user);
  return { record, practice, openings, judged: undefined, truth: { contacts } };
}

/** Repeats mostly on time; one in forty is two weeks late or more. */
function supplied(random: Random, from: Day, to: Day): Day[] {
  const supplies: Day[] = [];
  for (let day = from; day < to; day += 28 + (random.chance(0.025) ? random.integer(14, 28) : random.integer(-3, 4)))
    supplies.push(day);
  return supplies;
}

function nurse(random: Random, { workers }: Practice, day: Day): string {
  const [first, ...rest] = workers.filter((worker) => worker.kind === 'nurse' && isAtWork(worker, day));
  return first === undefined ? 'w0' : random.pick([first, ...rest]).id;
}

/** An appointment on a working day, attended nine times in ten, with its topic; a new problem in one of four. */
function writeBooked(scene: Scene, day: Day, who: string): void {
  const { record, random } = scene;
  const created = random.chance(0.35) ? day : day - random.integer(1, 20);
  const roll = random.unit();
  const outcome =
    roll < 0.05 ? 'noshow' : roll < 0.1 ? 'cancelled' : roll < 0.12 ? 'cancelled-by-practice' : 'fulfilled';
  const appointment = writeAppointment(record, { created, day, who, outcome });
  if (outcome !== 'fulfilled') return;
  if (random.chance(contact.leftWaiting)) {
    writeLeft(scene, scene.on - day, who);
    return;
  }
  const code = random.pick(troubles);
  const visit = { day, who, appointment, class: random.chance(0.3) ? ('VR' as const) : ('AMB' as const) };
  const encounter = writeVisit(record, random.chance(0.6) ? { ...visit, reason: code } : visit);
  if (random.chance(0.25)) writeProblem(record, { code, recorded: day, onset: day - daysBefore(random), encounter });
}

/** The person had arrived, and left before being seen. */
function writeLeft(scene: Scene, ago: number, who: string): void {
  const [start, end] = [at(scene, ago, 9), at(scene, ago, 10)];
  meet(scene, ago, {
    who,
    status: 'cancelled',
    statusHistory: [{ status: 'arrived', period: { start, end } }],
    period: { start, end },
  });
}

/** Days from onset to record: mostly none, as records copy the day; of the others, one in ten is long. */
function daysBefore(random: Random): number {
  if (random.chance(0.7)) return 0;
  return random.chance(0.1) ? random.integer(91, 300) : random.integer(1, 60);
}
