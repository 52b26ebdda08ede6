import type { Address, Encounter, Patient, Resource } from '@medplum/fhirtypes';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { toRestricted } from './everyone.ts';
import { elsewhere, home, kin } from './family.ts';
import { at, enter } from './meet.ts';

/** A stay of the person's child: its first and last day in days before the opening; no last day while it goes on. */
interface ChildsStay {
  readonly began: number;
  readonly ended: number | undefined;
  readonly age: number;
  readonly childsAge: number;
  readonly address: Address | undefined;
  readonly relation: string;
  readonly turned: boolean;
  readonly child: Partial<Patient>;
  readonly stay: Partial<Encounter>;
}

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

export const childInHospital: Cause<ChildsStay> = {
  code: 'child-in-hospital',
  plan: (random) => {
    const ended = random.chance(0.5) ? random.integer(1, 28) : undefined;
    const turned = random.chance(0.4);
    return {
      ended,
      began: (ended ?? 0) + random.integer(2, 20),
      age: random.integer(26, 45),
      childsAge: random.integer(1, 15),
      address: home,
      relation: turned ? random.pick(['MTH', 'FTH', 'PRN']) : random.pick(['SON', 'DAU', 'CHILD', 'NCHILD']),
      turned,
      child: {},
      stay: {},
      patient: { address: [home] },
    };
  },
  write: (scene, { began, ended, childsAge, address, relation, turned, child, stay }) => {
    const addresses = address === undefined ? {} : { address: [address] };
    const [key = ''] = kin(scene, {
      relation,
      turned,
      born: Math.round(childsAge * 365.25) + 100,
      related: { ...addresses },
      record: { ...addresses, ...child },
    });
    const encounter: Encounter = {
      resourceType: 'Encounter',
      status: ended === undefined ? 'in-progress' : 'finished',
      class: { system: actCode, code: scene.random.pick(['IMP', 'ACUTE', 'NONAC']) },
      subject: { reference: key },
      period: { start: at(scene, began, 9), ...(ended !== undefined && { end: at(scene, ended, 12) }) },
      ...stay,
    };
    return [enter(scene, began, encounter), key];
  },
  lines: [
    { says: 'the child is 16 or older', change: (_, random) => ({ childsAge: random.integer(16, 19) }) },
    { says: 'the child lives elsewhere', change: () => ({ address: elsewhere }) },
    { says: 'the child’s address is not recorded', change: () => ({ address: undefined }) },
    { says: 'the person’s address is not recorded', change: () => ({ patient: {} }) },
    {
      says: 'the child’s record is restricted',
      edit: (resource) => (resource.resourceType === 'Patient' ? toRestricted(resource) : resource),
    },
    {
      says: 'the stay is restricted',
      edit: (resource) => (resource.resourceType === 'Encounter' ? toRestricted(resource) : resource),
    },
    { says: 'the stay was entered in error', change: () => ({ stay: { status: 'entered-in-error' } }) },
    {
      says: 'a safeguarding concern about the child',
      also: (scene) =>
        enter(scene, 100, {
          resourceType: 'Flag',
          status: 'active',
          subject: { reference: childOf(scene.record.versions.map(({ resource }) => resource)) },
          code: words('Safeguarding concern'),
        }),
    },
    { says: 'home for a month', change: (_, random) => ({ ended: random.integer(31, 200), began: 210 }) },
    {
      says: 'born in hospital, and home soon',
      change: (_, random) => {
        const began = random.integer(4, 20);
        return { began, ended: began - 3, childsAge: (began - 100) / 365.25 };
      },
    },
    { says: 'the child has died', change: () => ({ child: { deceasedBoolean: true } }) },
    {
      says: 'a finished stay without an end',
      change: (_, random) => ({ began: random.integer(3, 28), ended: undefined, stay: { status: 'finished' } }),
    },
    {
      says: 'a stay that was never closed',
      change: (_, random) => ({ began: random.integer(185, 700), ended: undefined }),
    },
    {
      says: 'planned, or an emergency visit only',
      change: (_, random) => ({
        stay: random.chance(0.5) ? { status: 'planned' } : { class: { system: actCode, code: 'EMER' } },
      }),
    },
    {
      says: 'not the person’s child',
      change: (_, random) => ({ turned: false, relation: random.pick(['SIB', 'NEPHEW', 'NIECE', 'GRNDCHILD']) }),
    },
  ],
};

function childOf(resources: readonly Resource[]): string {
  const found = resources.findLast(({ resourceType, id }) => resourceType === 'Patient' && id !== 'p');
  return `Patient/${found?.id}`;
}
