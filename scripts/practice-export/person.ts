import type { EpisodeOfCare, Patient } from '@medplum/fhirtypes';
import type { Day } from '#src/history/calendar.ts';
import { dyingAt } from '../evaluate/lives/ordinary/rates.ts';
import type { Random } from '../evaluate/lives/random.ts';
import { type Coded, dateOf, metaOf, newId } from './elements.ts';
import type { Practice } from './practice.ts';
import type { Worker } from './staff.ts';
import { longTerm } from './vocabulary.ts';

/** A person registered at a practice, as drawn. */
export interface Person {
  readonly id: string;
  readonly reference: { readonly reference: string };
  readonly gender: 'female' | 'male';
  readonly age: number;
  readonly born: Day;
  /** The part of the last five years in which the person was registered here and alive. */
  readonly from: Day;
  readonly to: Day;
  readonly registered: Day;
  readonly left: Day | undefined;
  readonly died: Day | undefined;
  readonly conditions: readonly { readonly code: Coded; readonly since: Day; readonly medicine?: string }[];
  readonly contactsAYear: number;
  /** Share of consultations for which they ask for their usual doctor. */
  readonly continuity: number;
}

/** Days of the past that the export holds. */
const span = 5 * 365;
const year = 365;
/** Shares of the population of England by age (Census 2021). */
const ages = [
  { share: 0.055, from: 0, to: 4, conditions: 0.05, contacts: 8 },
  { share: 0.155, from: 5, to: 17, conditions: 0.2, contacts: 5 },
  { share: 0.285, from: 18, to: 39, conditions: 0.5, contacts: 7.5 },
  { share: 0.32, from: 40, to: 64, conditions: 1.3, contacts: 10 },
  { share: 0.1, from: 65, to: 74, conditions: 2.4, contacts: 15 },
  { share: 0.085, from: 75, to: 97, conditions: 3.4, contacts: 20 },
] as const;
/**
 * The shape of the gamma distribution of how often people of one age and as many illnesses come. Over all people the shape is
 * about one, as in the rates of the evaluation: many with few contacts, one in a hundred with 300.
 */
const skew = 3;

/** Draws a person. */
export function drawPerson(id: string, { asOf }: Practice, random: Random): Person {
  const band = drawBand(random);
  const age = random.integer(band.from, band.to);
  const born = asOf - age * year - random.integer(0, year - 1);
  const registered = drawRegistration(born, asOf, random);
  const died = drawDeath(age, registered, asOf, random);
  const left =
    died === undefined && random.chance(0.06) ? random.integer(Math.max(registered, asOf - span), asOf) : undefined;
  const conditions = drawConditions(born, band.conditions, asOf, random);
  return {
    id,
    reference: { reference: `Patient/${id}` },
    gender: random.chance(0.51) ? 'female' : 'male',
    age,
    born,
    registered,
    from: Math.max(registered, asOf - span),
    to: Math.min(asOf, left ?? asOf, died ?? asOf),
    left,
    died,
    conditions,
    contactsAYear: random.steady(band.contacts * (1.24 + 0.16 * conditions.length), skew),
    continuity: random.between(0.2, 0.95),
  };
}

function drawBand(random: Random): (typeof ages)[number] {
  let roll = random.unit();
  for (const band of ages) {
    roll -= band.share;
    if (roll < 0) return band;
  }
  return ages[3];
}

/** One in five has come within the time of the export; who was born in it, at birth. */
function drawRegistration(born: Day, asOf: Day, random: Random): Day {
  if (random.chance(0.2)) return Math.max(born, asOf - random.integer(0, span));
  return random.integer(Math.max(born, asOf - 30 * year), Math.max(born, asOf - span));
}

/** Nobody dies within a year of coming. */
function drawDeath(age: number, registered: Day, asOf: Day, random: Random): Day | undefined {
  for (let ago = span; ago > 0; ago -= year) {
    const day = asOf - ago + random.integer(0, year - 1);
    if (day > registered + year && random.chance(dyingAt(age - ago / year))) return day;
  }
  return undefined;
}

function drawConditions(born: Day, mean: number, asOf: Day, random: Random): Person['conditions'] {
  const ageOn = (asOf - born) / year;
  const possible = longTerm.filter(({ from }) => from < ageOn);
  const ranked = possible
    .map((one) => ({ one, rank: random.wait(one.weight) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
  const count = Math.min(ranked.length, Math.floor(random.steady(mean + 0.1, 2) + random.unit()));
  return ranked.slice(0, count).map(({ code, from, medicine }) => ({
    code,
    since: Math.floor(random.between(Math.max(born + from * year, asOf - 25 * year), asOf)),
    ...(medicine !== undefined && { medicine }),
  }));
}

/** The rows of who a person is and of their registration; `usual` is the doctor whom they saw most lately. */
export function rowsOfPerson(
  person: Person,
  { organisation, asOf, workers }: Practice,
  usual: Worker | undefined,
  random: Random,
): [Patient, EpisodeOfCare] {
  const { id, gender, born, died, left, registered } = person;
  // The field is often unkept: it names the doctor before, someone whom the person does not see, or nobody.
  const named = random.chance(0.75) ? usual : random.chance(0.6) ? random.pick(gpsOf(workers)) : undefined;
  const end = died ?? left;
  const patient: Patient = {
    resourceType: 'Patient',
    id,
    meta: metaOf(end ?? Math.min(asOf, registered + random.integer(0, 900))),
    identifier: [{ system: 'https://example.org/fhir/identifiers/practice-number', value: id.replace(/\D/g, '') }],
    active: left === undefined,
    name: [
      { use: 'official', family: `Family ${random.integer(1, 9999)}`, given: [`Given ${random.integer(1, 999)}`] },
    ],
    gender,
    birthDate: dateOf(born),
    ...(died !== undefined && { deceasedDateTime: dateOf(died) }),
    address: [{ use: 'home', line: [`${random.integer(1, 200)} High Street`], city: 'Anytown' }],
    ...(named !== undefined && { generalPractitioner: [named.reference] }),
    managingOrganization: organisation,
  };
  const registration: EpisodeOfCare = {
    resourceType: 'EpisodeOfCare',
    id: newId(random),
    meta: metaOf(end ?? registered),
    status: end === undefined ? 'active' : 'finished',
    patient: person.reference,
    managingOrganization: organisation,
    period: { start: dateOf(registered), ...(end !== undefined && { end: dateOf(end) }) },
  };
  return [patient, registration];
}

function gpsOf(workers: readonly Worker[]): [Worker, ...Worker[]] {
  const [first, ...rest] = workers.filter(({ kind }) => kind === 'gp');
  if (first === undefined) throw new Error('a practice without a GP');
  return [first, ...rest];
}
