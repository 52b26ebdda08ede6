import type { CarePlan, Extension } from '@medplum/fhirtypes';
import { person } from '../entries.ts';
import { words } from './codes.ts';
import { dateAgo, enter } from './meet.ts';
import type { Scene } from './scene.ts';

const url = 'https://secure-base.org/fhir/StructureDefinition/illness-signature';
const window = { value: 28, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' };
export const symptoms = { 'poor sleep': '193462001', headaches: '25064002', tiredness: '84229001' } as const;

/** A note of signs that a clinician and the person wrote down together. */
export interface Note {
  readonly written: number;
  readonly minSigns: number;
  /** Days before the opening on which each of the signs was there. */
  readonly seen: readonly (number | undefined)[];
  readonly missed: number | undefined;
  readonly status: CarePlan['status'];
}

function sign(text: string, code: string): Extension {
  const data = [
    {
      type: 'Condition' as const,
      codeFilter: [{ path: 'code', code: [{ system: 'http://snomed.info/sct', code }] }],
      dateFilter: [{ path: 'recordedDate', valueDuration: window }],
    },
  ];
  const trigger = { url: 'trigger', valueTriggerDefinition: { type: 'data-changed' as const, data } };
  return { url: 'sign', extension: [{ url: 'text', valueString: text }, trigger] };
}

function missedAppointment(): Extension {
  const code = [{ system: 'http://hl7.org/fhir/appointmentstatus', code: 'noshow' }];
  const data = [
    {
      type: 'Appointment' as const,
      codeFilter: [{ path: 'status', code }],
      dateFilter: [{ path: 'start', valueDuration: window }],
    },
  ];
  const trigger = { url: 'trigger', valueTriggerDefinition: { type: 'data-changed' as const, data } };
  return { url: 'sign', extension: [{ url: 'text', valueString: 'a missed appointment' }, trigger] };
}

export function writeNote(
  scene: Scene,
  { written, minSigns, status }: Pick<Note, 'written' | 'minSigns' | 'status'>,
): string {
  return enter(scene, written, {
    resourceType: 'CarePlan',
    status,
    intent: 'plan',
    subject: person,
    created: dateAgo(scene, written),
    category: [words('Relapse signature (shared)')],
    author: { reference: 'Practitioner/usual' },
    extension: [
      {
        url,
        extension: [
          { url: 'minSigns', valueInteger: minSigns },
          { url: 'window', valueDuration: window },
          ...Object.entries(symptoms).map(([text, code]) => sign(text, code)),
          missedAppointment(),
        ],
      },
    ],
  });
}
