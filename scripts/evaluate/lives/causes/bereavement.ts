import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { bereavementCodes, type Death, drawDeath, writeDeath } from './death.ts';
import { linesOfLinks, linesWithoutSource } from './death-lines.ts';
import { inError, toRestricted } from './everyone.ts';
import { familyHistory, kin } from './family.ts';
import { meet } from './meet.ts';
import { message, problem } from './write.ts';

const soon = (random: Random) => random.integer(4, 80);
const later = (random: Random) => random.integer(155, 235);
const linked = { form: 'linked' as const, precision: 'day' as const, relation: 'SPS' };

export const bereavement: Cause<Death> = {
  code: 'bereavement',
  plan: (random) => drawDeath(random, random.chance(0.75) ? soon(random) : later(random)),
  write: writeDeath,
  lines: [
    { says: 'its entry was made in error', change: () => ({ form: 'problem' }), edit: inError },
    { says: 'its entries are restricted', edit: toRestricted },
    {
      says: 'once more after five months',
      fires: true,
      change: (_, random) => ({ ...linked, form: random.pick(['linked', 'family-history']), died: later(random) }),
    },
    {
      says: 'acknowledged in the first weeks, and once more after five months',
      fires: true,
      change: (_, random) => ({ ...linked, died: later(random) }),
      also: (scene, { died }) => meet(scene, died - 20, { reasonCode: [words('Bereavement')] }),
    },
    { says: 'between the two times', change: (_, random) => ({ died: random.integer(95, 145) }) },
    { says: 'long ago', change: (_, random) => ({ died: random.integer(245, 1000) }) },
    {
      says: 'acknowledged in a visit since',
      change: (_, random) => ({ died: soon(random) }),
      also: (scene, { died }) =>
        meet(scene, scene.random.integer(1, died - 1), { reasonCode: [scene.random.pick(bereavementCodes)] }),
    },
    {
      says: 'acknowledged in a letter since',
      change: (_, random) => ({ died: soon(random) }),
      also: (scene, { died }) =>
        message(scene, scene.random.integer(1, died - 1), { reasonCode: [words('Bereavement')] }),
    },
    {
      says: 'acknowledged again after three months',
      change: (_, random) => ({ ...linked, died: later(random) }),
      also: (scene, { died }) => meet(scene, died - 100, { reasonCode: [scene.random.pick(bereavementCodes)] }),
    },
    {
      says: 'recorded in a visit here',
      change: (_, random) => ({ form: 'problem', died: soon(random), inVisit: true }),
    },
    {
      says: 'only the recording is dated, and it is over 90 days ago',
      change: (_, random) => ({ form: 'recorded', died: random.integer(95, 400) }),
    },
    {
      says: 'an onset known to the year',
      change: (_, random) => ({ form: 'problem', died: soon(random), precision: 'year' }),
    },
    {
      says: 'a death known to the year',
      change: (_, random) => ({ ...linked, died: soon(random), precision: 'year' }),
    },
    { says: 'a death without a date', change: (_, random) => ({ ...linked, died: soon(random), precision: 'flag' }) },
    ...linesOfLinks,
    {
      says: 'a domestic abuse entry',
      also: (scene) =>
        problem(scene, 900, words('Domestic abuse'), {
          clinicalStatus: {
            coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
          },
        }),
    },
    ...linesWithoutSource,
    {
      says: 'only the age at death in the family history',
      change: () => ({ form: 'nothing' }),
      also: (scene) =>
        familyHistory(
          scene,
          20,
          'HUSB',
          scene.random.chance(0.5)
            ? { deceasedBoolean: true }
            : { deceasedAge: { value: 70, unit: 'a', system: 'http://unitsofmeasure.org', code: 'a' } },
        ),
    },
    {
      says: 'a linked relative who lives',
      change: () => ({ form: 'nothing' }),
      also: (scene) => kin(scene, { relation: 'SPS' }),
    },
  ],
};
