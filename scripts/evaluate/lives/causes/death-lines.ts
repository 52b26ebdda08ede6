import type { CodeableConcept } from '@medplum/fhirtypes';
import { concept } from '../entries.ts';
import type { Random } from '../random.ts';
import { words } from './codes.ts';
import { type Death, deathNotification, nhsNumber } from './death.ts';
import { elsewhere, familyHistory, home } from './family.ts';
import type { Line } from './line.ts';
import { finding, problem } from './write.ts';

const soon = (random: Random) => random.integer(4, 80);
const linked = { form: 'linked' as const, precision: 'day' as const, relation: 'SPS' };

/** The entries that say nothing of a day of death, or that it was someone else. */
const noSource: readonly [string, readonly [CodeableConcept, ...CodeableConcept[]]][] = [
  ['widowed is a state, not a death', [concept('33553000'), words('Widow'), words('Widowed')]],
  [
    'bereavement counselling alone',
    [words('Bereavement counselling'), words('Bereavement support'), words('Bereavement leaflet given')],
  ],
  ['the death of an animal', [words('Bereavement: death of her dog'), words('Death of pet cat')]],
  ['a denial', [words('No recent bereavement'), words('Not bereaved')]],
  ['a death in the family history of a disease', [words('Family history: death of father from heart disease')]],
];

/** What keeps a relative's own record from saying that they have died. */
export const linesOfLinks: readonly Line<Death>[] = [
  { says: 'the link is no longer active', change: () => ({ ...linked, related: { active: false } }) },
  {
    says: 'the relation ended before the death',
    change: () => ({ ...linked, related: { period: { end: '2005-01-01' } } }),
  },
  { says: 'a former spouse', change: () => ({ ...linked, relation: 'FMRSPS' }) },
  {
    says: 'a friend or grandparent',
    change: (_, random) => ({
      form: random.pick(['linked', 'family-history']),
      precision: 'day',
      relation: random.pick(['FRND', 'GRPRN']),
    }),
  },
  {
    says: 'a parent who lived elsewhere',
    change: (_, random) => ({
      ...linked,
      relation: random.pick(['MTH', 'FTH', 'PRN']),
      record: { address: [elsewhere] },
      related: { address: [elsewhere] },
      patient: { address: [home] },
    }),
  },
  {
    says: 'a parent in the family history, no carer',
    change: (_, random) => ({ form: 'family-history', precision: 'day', relation: random.pick(['MTH', 'FTH']) }),
  },
  {
    says: 'a parent who lived in the same home',
    fires: true,
    change: (_, random) => ({
      ...linked,
      relation: random.pick(['MTH', 'FTH']),
      related: { address: [home] },
      patient: { address: [home] },
    }),
  },
  {
    says: 'a death notification that is not formal',
    change: (_, random) => ({ ...linked, record: deathNotification(random.pick(['1', 'U'])) }),
  },
  { says: 'a formal death notification', fires: true, change: () => ({ ...linked, record: deathNotification('2') }) },
  {
    says: 'two NHS numbers that differ',
    change: () => ({
      ...linked,
      record: { identifier: nhsNumber('9449305552') },
      related: { identifier: nhsNumber('9449304130') },
    }),
  },
  {
    says: 'the relative’s record is restricted',
    change: () => ({
      ...linked,
      record: {
        meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] },
      },
    }),
  },
  { says: 'a record that does not name the link', change: () => ({ ...linked, record: { link: [] } }) },
  {
    says: 'a relation in a longer text',
    change: () => ({ ...linked, related: { relationship: [words('Friend of her husband')] } }),
  },
  {
    says: 'two sources of one death that differ by two to six months',
    change: (_, random) => ({
      form: 'linked',
      relation: 'HUSB',
      precision: 'day',
      died: soon(random),
      gender: 'female',
    }),
    also: (scene, { died }) =>
      familyHistory(scene, 2, 'HUSB', {
        deceasedDate: new Date((scene.on - died - scene.random.integer(35, 180)) * 86_400_000)
          .toISOString()
          .slice(0, 10),
      }),
  },
];

/** Entries that are no source of a death. */
export const linesWithoutSource: readonly Line<Death>[] = noSource.map(
  ([says, codes]): Line<Death> => ({
    says,
    change: () => ({ form: 'nothing' }),
    also: (scene) =>
      (scene.random.chance(0.5) ? problem : finding)(scene, scene.random.integer(5, 80), scene.random.pick(codes)),
  }),
);
