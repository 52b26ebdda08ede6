import type { Resource } from '@medplum/fhirtypes';
import type { Code } from '#src/detectors/index.ts';
import { concept } from '../entries.ts';
import type { CommonLine } from './line.ts';
import { visitNow } from './meet.ts';
import { problem, safeguarding } from './write.ts';

/** For whom a detection may speak, by the catalogue (1.6), not by the code that is judged. */
const forChildren = /^(usual-|trainee-|repeated-|continuity-|first-|known-|life-changing|serious-injury)/;
const notInCareHomes: readonly string[] = [
  'gone-quiet',
  'quiet-pattern',
  'unanswered-invitations',
  'missed-appointments',
  'many-contacts',
  'uneven-contact',
];
const inHospices = /^(usual-|trainee-|repeated-|first-|known-|palliative-care)/;
const notWithSafeguarding: readonly string[] = [
  'gone-quiet',
  'missed-appointments',
  'many-contacts',
  'uneven-contact',
  'bereavement',
  'pregnancy-loss',
  'life-changing-diagnosis',
  'serious-injury',
  'palliative-care',
  'child-in-hospital',
  'anniversary',
];
const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const restricted = { security: [{ system: confidentiality, code: 'R' }] };

/** Lines that hold for every detection; a sentence of a card has those of the card. */
export function linesForEveryone(code: Code, isSentence: boolean): readonly CommonLine[] {
  if (isSentence) return [];
  return [
    { says: 'the person has died', setting: () => ({ patient: { deceasedBoolean: true } }) },
    { says: 'the record is not active', setting: () => ({ patient: { active: false } }) },
    {
      says: 'the record was merged into another',
      setting: () => ({ patient: { link: [{ type: 'replaced-by', other: { reference: 'Patient/q' } }] } }),
    },
    { says: 'the record is restricted', setting: () => ({ patient: { meta: restricted } }) },
    { says: 'an emergency visit is under way', also: (scene) => visitNow(scene, { class: 'EMER' }) },
    ...when(!forChildren.test(code), {
      says: 'a child of 6 to 15',
      setting: (random) => ({ age: random.integer(6, 15) }),
    }),
    ...when(notInCareHomes.includes(code), {
      says: 'lives in a care home',
      also: (scene) => problem(scene, 400, concept('160734000')),
    }),
    ...when(!inHospices.test(code), {
      says: 'is terminally ill',
      also: (scene) => problem(scene, 400, concept('300936002')),
    }),
    ...when(notWithSafeguarding.includes(code), { says: 'a safeguarding concern', also: safeguarding }),
  ];
}

function when(applies: boolean, line: CommonLine): readonly CommonLine[] {
  return applies ? [line] : [];
}

/** Lines for causes that rest on entries of their own. */
export const wronglyEntered: readonly CommonLine[] = [
  { says: 'its entries were made in error', edit: inError },
  { says: 'its entries are restricted', edit: toRestricted },
];

const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';

/** Marks a resource as entered in error. */
export function inError(resource: Resource): Resource {
  if (resource.resourceType === 'Condition') {
    return { ...resource, verificationStatus: { coding: [{ system: verification, code: 'entered-in-error' }] } };
  }
  return { ...resource, status: 'entered-in-error' } as Resource;
}

/** Marks a resource as restricted. */
export function toRestricted(resource: Resource): Resource {
  return { ...resource, meta: restricted };
}
