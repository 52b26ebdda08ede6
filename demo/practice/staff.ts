import type { RelativeDay } from './relative-day.ts';

/** A job, by its code in the NHS list of job roles or in SNOMED CT. */
export interface Job {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** One member of staff, as in the directory. */
export interface Member {
  /** Id of the Practitioner; that of the PractitionerRole is `role-` plus this. */
  readonly id: string;
  readonly name: readonly [prefix: string, given: string, family: string];
  readonly job: Job;
  readonly from: RelativeDay;
  readonly until?: RelativeDay;
  /** A recorded absence. */
  readonly away?: readonly [from: RelativeDay, until: RelativeDay];
  /** How often they see other people: at this interval in working days, until `lastSeen` (by default `until` or now). */
  readonly everyDays?: number;
  readonly lastSeen?: RelativeDay;
  /** For users who may sign in: the line shown beside the name. */
  readonly login?: string;
  /** Signs in as the PractitionerRole instead of the Practitioner, as in some EHRs. */
  readonly byRole?: true;
}

const sds = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName';
const gp: Job = { system: sds, code: 'R0260', display: 'General Medical Practitioner' };
const salaried: Job = { system: sds, code: 'R0270', display: 'Salaried General Practitioner' };
const sessional: Job = { system: sds, code: 'R6300', display: 'Sessional GP' };
const trainee: Job = { system: sds, code: 'R6200', display: 'GP Registrar' };
export const nurse: Job = { system: 'http://snomed.info/sct', code: '159002008', display: 'Practice nurse' };
export const pharmacist: Job = { system: sds, code: 'R1290', display: 'Pharmacist' };
const reception: Job = { system: sds, code: 'R1730', display: 'Receptionist' };

/** Everyone who works, or has worked, at Alder Lane Surgery. */
export const staff: readonly Member[] = [
  {
    id: 'dr-wren',
    name: ['Dr', 'Eleanor', 'Wren'],
    job: gp,
    from: '-16y',
    everyDays: 3,
    login: 'partner, here for 16 years',
  },
  {
    id: 'dr-lee',
    name: ['Dr', 'Thomas', 'Lee'],
    job: salaried,
    from: '-8y',
    everyDays: 3,
    login: 'salaried GP, here for 8 years',
  },
  {
    id: 'dr-roy',
    name: ['Dr', 'Sunita', 'Roy'],
    job: salaried,
    from: '-4y',
    until: '+5w',
    everyDays: 4,
    login: 'salaried GP, leaving in five weeks',
  },
  {
    id: 'dr-osei',
    name: ['Dr', 'Kwame', 'Osei'],
    job: trainee,
    from: '-42w',
    until: '+10w',
    everyDays: 4,
    login: 'GP registrar, in a year’s training post',
  },
  {
    id: 'dr-brook',
    name: ['Dr', 'Hannah', 'Brook'],
    job: salaried,
    from: '-10d',
    everyDays: 1,
    login: 'salaried GP, new here',
  },
  {
    id: 'nurse-dean',
    name: ['Nurse', 'Joan', 'Dean'],
    job: nurse,
    from: '-12y',
    everyDays: 3,
    login: 'practice nurse',
    byRole: true,
  },
  { id: 'funmi-ade', name: ['Ms', 'Funmi', 'Ade'], job: pharmacist, from: '-3y', everyDays: 4 },
  {
    id: 'piotr-nowak',
    name: ['Mr', 'Piotr', 'Nowak'],
    job: reception,
    from: '-3y',
    login: 'receptionist',
    byRole: true,
  },
  { id: 'dr-ames', name: ['Dr', 'Ruth', 'Ames'], job: salaried, from: '-6y', everyDays: 3, lastSeen: '-8w' },
  {
    id: 'dr-shah',
    name: ['Dr', 'Imran', 'Shah'],
    job: gp,
    from: '-7y',
    away: ['-16d', '+8d'],
    everyDays: 4,
    lastSeen: '-17d',
  },
  {
    id: 'dr-adair',
    name: ['Dr', 'Claire', 'Adair'],
    job: salaried,
    from: '-9y',
    away: ['-9m', '-7w'],
    everyDays: 3,
  },
  { id: 'dr-fenn', name: ['Dr', 'Lucy', 'Fenn'], job: sessional, from: '-4y', until: '+3w', everyDays: 6 },
  { id: 'dr-patel', name: ['Dr', 'Anil', 'Patel'], job: gp, from: '-12y', until: '-3m', everyDays: 3 },
  { id: 'dr-hale', name: ['Dr', 'Morag', 'Hale'], job: salaried, from: '-5y', until: '-14m' },
  { id: 'dr-finch', name: ['Dr', 'Owen', 'Finch'], job: salaried, from: '-6y', until: '-28m' },
  { id: 'dr-moss', name: ['Dr', 'Beatrice', 'Moss'], job: gp, from: '-20y', until: '-45m' },
];

export function isClinical({ job }: Member): boolean {
  return job !== reception;
}

export function member(id: string): Member {
  const found = staff.find((one) => one.id === id);
  if (!found) throw new Error(`nobody of the practice is called ${id}`);
  return found;
}
