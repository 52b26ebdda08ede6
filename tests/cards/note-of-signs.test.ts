import { describe, expect, test } from '@jest/globals';
import type { CarePlan, Extension, StructureDefinition } from '@medplum/fhirtypes';
import { wordsIn } from '#src/cards/words.ts';
import { writeCard } from '#src/cards/write.ts';
import { conditions } from '#src/detectors/signature/conditions.ts';
import { codeSetNames } from '#src/fhir/terminology/code-set-names.ts';
import type { SharedSignature } from '#src/history/history.ts';
import { fullFacts } from '../../scripts/docs/example-facts.ts';
import { finding, person } from '../../scripts/docs/example-findings.ts';
import { day, read } from '../fhir/map-record.ts';
import { byRoy, clinicians } from '../support/example-opening.ts';
import { faultsOf, faultsOfParts, readProfile } from './profiles.ts';

const learned = [...new Set(Object.values(conditions).flatMap(({ signs }) => signs))];
const patient = { reference: 'Patient/p' };

/** The draft that E1's card suggests, of these signs. */
function draftOf(signs: readonly string[]): CarePlan {
  const facts = {
    ...fullFacts['illness-signature'],
    signs: signs.map((sign) => ({ sign, before: 2, of: 3, settled: 1, settledOf: 26 })),
    relapse: 'Condition/low',
  };
  const card = writeCard(finding('illness-signature', facts), person(undefined, 'female', patient), {
    opening: byRoy,
    clinicians: clinicians(),
    words: wordsIn('en-GB'),
    publicUrl: 'https://cds.example',
    pagesLanguage: 'en-GB',
    unread: [],
    suggestions: true,
    evidence: true,
    ids: { card: '4e0a3a1e-3283-4575-ab82-028d55fe2719', suggestions: [] },
  });
  return card.suggestions?.[0]?.actions[0]?.resource as CarePlan;
}

const definition = readProfile<StructureDefinition>('StructureDefinition-illness-signature.json');
const signatureIn = ({ extension }: CarePlan): Extension => {
  const [found] = (extension ?? []).filter(({ url }) => url === definition.url);
  if (found === undefined) throw new Error('no signature');
  return found;
};

describe('a suggested note of signs', () => {
  test('is a care plan of FHIR R4, whatever was learned', () => {
    for (const sign of learned) expect([sign, faultsOf(draftOf([sign]))]).toEqual([sign, []]);
    expect(faultsOf(draftOf(learned))).toEqual([]);
  });

  test('has the parts that the extension’s definition asks for, as the example that ships has', () => {
    const example = signatureIn(readProfile<CarePlan>('CarePlan-shared-signature.json'));
    for (const signature of [signatureIn(draftOf(learned)), example]) {
      expect(faultsOfParts(signature, definition)).toEqual([]);
    }
    const [, window, ...signs] = example.extension ?? [];
    expect(window?.url).toBe('window');
    const faulty: readonly Extension[][] = [
      signs,
      [...(example.extension ?? []), { url: 'mood', valueString: 'low' }],
      [...(example.extension ?? []), { url: 'sign', extension: [{ url: 'text', valueInteger: 1 }] }],
      [...(example.extension ?? []), { url: 'sign', valueString: 'low' }],
    ];
    for (const extension of faulty) expect(faultsOfParts({ ...example, extension }, definition)).not.toEqual([]);
  });

  test('names value sets that ship', () => {
    const named = JSON.stringify(draftOf(learned)).matchAll(/fhir\/ValueSet\/([a-z-]+)/g);
    const names = [...named].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(codeSetNames).toContain(name);
  });
});

/** What a record may show of each sign, ten days before the chart is opened. */
const shown: Readonly<Record<string, object>> = {
  'symptom-headache': {
    resourceType: 'Condition',
    id: 'shown',
    subject: patient,
    code: { coding: [{ system: 'http://snomed.info/sct', code: '25064002' }] },
    recordedDate: '2026-12-22',
  },
  'missed-appointment': {
    resourceType: 'Appointment',
    id: 'shown',
    status: 'noshow',
    start: '2026-12-22T10:00:00Z',
    participant: [{ actor: patient, status: 'accepted' }],
  },
  'emergency-contact': encounter('EMER'),
  phone: encounter('VR'),
};

function encounter(code: string): object {
  return {
    resourceType: 'Encounter',
    id: 'shown',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
    subject: patient,
    period: { start: '2026-12-22T10:00:00Z' },
  };
}

describe('a suggested note of signs, once it is active', () => {
  const low = {
    resourceType: 'Condition',
    id: 'low',
    subject: patient,
    code: { coding: [{ system: 'http://snomed.info/sct', code: '35489007' }] },
  };
  const opened = { asOf: day('2027-01-01'), now: Date.parse('2027-01-01T10:00:00Z') };
  function signaturesOf(plan: CarePlan, ...others: object[]): readonly SharedSignature[] {
    const { signatures } = read([plan, low, ...others], opened).reading;
    if (!signatures.known) throw new Error('unread');
    return signatures.value;
  }
  const active = (signs: readonly string[]): CarePlan => ({ ...draftOf(signs), id: 'note', status: 'active' });

  test('is read as it was meant', () => {
    expect(signaturesOf(active(['symptom-headache', 'medicine-late', 'weight']))).toEqual([
      {
        reference: 'CarePlan/note',
        written: day('2026-11-20'),
        author: 'Practitioner/roy',
        together: true,
        words: undefined,
        minSigns: 2,
        windowDays: 28,
        groups: ['depression'],
        signs: [
          { text: 'headaches', detection: undefined, withinDays: 28, seen: [] },
          { text: 'a late repeat', detection: 'medicine-not-collected', withinDays: undefined, seen: [] },
          { text: 'a rise in weight', detection: undefined, withinDays: undefined, seen: [] },
        ],
      },
    ]);
  });

  test('and not before', () => {
    expect(signaturesOf({ ...draftOf(['symptom-headache']), id: 'note' })).toEqual([]);
  });

  test.each(Object.entries(shown))('finds %s where it is recorded, and no other sign', (sign, resource) => {
    const [signature] = signaturesOf(active(Object.keys(shown)), resource);
    const seen = signature?.signs.map((one) => one.seen.map((entry) => entry.day));
    expect(seen).toEqual(Object.keys(shown).map((one) => (one === sign ? [day('2026-12-22')] : [])));
  });
});
