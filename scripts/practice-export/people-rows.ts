import type { CareTeam, Flag, RelatedPerson, Resource } from '@medplum/fhirtypes';
import type { Random } from '../evaluate/lives/random.ts';
import { dateOf, hl7, metaOf, newId } from './elements.ts';
import type { Person } from './person.ts';
import type { Practice } from './practice.ts';
import type { Worker } from './staff.ts';

/** Who else belongs to a person's record: relatives of children and the old, a team around the ill, seldom a warning. */
export function rowsOfPeople(
  person: Person,
  { asOf, workers }: Practice,
  usual: Worker | undefined,
  random: Random,
): Resource[] {
  const { age, conditions, from, reference } = person;
  const rows: Resource[] = [];
  if ((age < 16 || age > 79) && random.chance(0.6)) {
    const relation = age < 16 ? 'MTH' : 'CHILD';
    const relative: RelatedPerson = {
      resourceType: 'RelatedPerson',
      id: newId(random),
      meta: metaOf(from),
      active: true,
      patient: reference,
      relationship: [hl7('v3-RoleCode', relation)],
      name: [{ family: `Family ${random.integer(1, 9999)}` }],
    };
    rows.push(relative);
  }
  if (conditions.length > 3 && usual !== undefined) {
    const nurses = workers.filter(({ kind }) => kind === 'nurse');
    const team: CareTeam = {
      resourceType: 'CareTeam',
      id: newId(random),
      meta: metaOf(from),
      status: 'active',
      subject: reference,
      period: { start: dateOf(from) },
      participant: [usual, ...nurses.slice(0, 1)].map(({ reference: member }) => ({ member })),
    };
    rows.push(team);
  }
  if (random.chance(0.01)) {
    const flag: Flag = {
      resourceType: 'Flag',
      id: newId(random),
      meta: metaOf(from),
      status: 'active',
      code: { text: 'Safeguarding concern' },
      subject: reference,
      period: { start: dateOf(Math.min(from, asOf)) },
    };
    rows.push(flag);
  }
  return rows;
}
