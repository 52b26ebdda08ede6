import type { CodeableConcept } from '@medplum/fhirtypes';
import { isoDay } from '#src/history/calendar.ts';
import { concept, person } from '../entries.ts';
import { writeMedicine } from '../illness-entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { icd10, words } from './codes.ts';
import { wronglyEntered } from './everyone.ts';
import { type Group, groups } from './life-changing.ts';
import { dateAgo, enter, meet } from './meet.ts';
import { finding, problem } from './write.ts';

/** A diagnosis of a group, recorded `ago` days before the opening. */
interface Diagnosis {
  readonly ago: number;
  readonly group: Group;
  readonly code: CodeableConcept;
}

const codeOf = (random: Random, { codes }: Group): CodeableConcept => random.pick(codes);
const otherwise = (random: Random, ...texts: [string, ...string[]]) => ({ code: words(random.pick(texts)) });
const verification = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code }],
});
const [withMedicine = groups[0], ...alsoWithMedicine] = groups.filter(({ medicine }) => medicine !== undefined);

export const diagnosis: Cause<Diagnosis> = {
  code: 'life-changing-diagnosis',
  plan: (random) => {
    const [ago, group] = [random.integer(8, 118), random.pick(groups)];
    return { ago, group, code: codeOf(random, group), quiet: ago + 2 };
  },
  write: (scene, { ago, code }) => {
    // In two of three the hospital has seen the person since.
    if (scene.random.chance(0.67))
      meet(scene, Math.max(1, ago - 4), { serviceProvider: { reference: 'Organization/hospital' } });
    const onset = scene.random.chance(0.4) ? { onsetDateTime: dateAgo(scene, ago + scene.random.integer(1, 300)) } : {};
    return [problem(scene, ago, code, onset)];
  },
  lines: [
    ...wronglyEntered,
    { says: 'a child', fires: true, change: (_, random) => ({ age: random.integer(8, 15), registered: 1500 }) },
    { says: 'in the first week', change: (_, random) => ({ ago: random.integer(1, 6) }) },
    { says: 'more than four months ago', change: (_, random) => ({ ago: random.integer(122, 900), quiet: 1000 }) },
    {
      says: 'a visit here since',
      also: (scene, { ago }) =>
        meet(scene, scene.random.integer(1, ago - 1), { who: scene.random.pick(['usual', 'other', 'nurse']) }),
    },
    { says: 'a finished visit earlier today', also: (scene) => meet(scene, 0) },
    {
      says: 'basal cell cancer',
      change: (_, random) => ({ code: random.pick([icd10('C44.3'), words('Basal cell carcinoma')]) }),
    },
    {
      says: 'moderate kidney disease',
      change: (_, random) => ({ code: random.pick([icd10('N18.3'), words('CKD stage 3')]) }),
    },
    {
      says: 'in situ, in the past, in the family, or looked for',
      change: (_, random) =>
        otherwise(
          random,
          'Carcinoma in situ of breast',
          'History of breast cancer',
          'Family history of breast cancer',
          'Screening for bowel cancer',
        ),
    },
    {
      says: 'within a month of registration',
      change: ({ ago }, random) => ({ registered: ago + random.integer(1, 28) }),
    },
    {
      says: 'one of five problems of that day',
      also: (scene, { ago }) =>
        ['68962001', '57676002', '3696007', '398057008'].map((code) => problem(scene, ago, concept(code))),
    },
    {
      says: 'it began over a year before',
      edit: (resource) => ({ ...resource, onsetDateTime: '2019-03-01' }) as typeof resource,
    },
    {
      says: 'not yet certain',
      edit: (resource) => ({ ...resource, verificationStatus: verification('provisional') }) as typeof resource,
    },
    {
      says: 'the illness stands in an earlier problem',
      also: (scene, { ago, group }) =>
        problem(scene, ago + scene.random.integer(120, 900), codeOf(scene.random, group)),
    },
    {
      says: 'the illness stands in an observation of half a year before',
      also: (scene, { ago, group }) =>
        finding(scene, ago + scene.random.integer(190, 900), codeOf(scene.random, group)),
    },
    {
      says: 'the illness was the reason of a visit half a year before',
      also: (scene, { ago, group }) =>
        meet(scene, ago + scene.random.integer(190, 900), { reasonCode: [codeOf(scene.random, group)] }),
    },
    {
      says: 'only suspected, or in the family, before',
      fires: true,
      also: (scene, { ago, group }) =>
        problem(scene, ago + 40, codeOf(scene.random, group), { verificationStatus: verification('unconfirmed') }),
    },
    {
      says: 'a medicine for the illness half a year before',
      change: (_, random) => {
        const group = random.pick([withMedicine, ...alsoWithMedicine]);
        return { group, code: codeOf(random, group) };
      },
      also: ({ record, on, random }, { ago, group }) => {
        const from = on - ago - random.integer(200, 700);
        const supplies = Array.from({ length: 5 }, (_, n) => from + 28 * n);
        if (group.medicine !== undefined) writeMedicine(record, { name: group.medicine, from, supplies, days: 28 });
      },
    },
    {
      says: 'a referral for it before',
      fires: true,
      also: (scene, { ago, code }) =>
        enter(scene, ago + 30, {
          resourceType: 'ServiceRequest',
          status: 'completed',
          intent: 'order',
          subject: person,
          authoredOn: isoDay(scene.on - ago - 30),
          code: words('Referral'),
          reasonCode: [code],
        }),
    },
  ],
};
