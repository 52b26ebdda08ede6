import { type Chart, type Json, snomed, subject, times } from '../call.ts';
import { communication, condition, flag, observation, procedure, referral, task } from '../resources.ts';

/** Texts in all other entries of a record. */
export const textsOfEntries: Readonly<Record<string, (texts: readonly string[]) => Chart>> = {
  'condition text': (texts) => ({ prefetch: { conditions: texts.map((text, i) => condition(i, { code: { text } })) } }),
  'condition display': (texts) => ({
    prefetch: {
      conditions: texts.map((display, i) =>
        condition(i, { code: { coding: [{ system: snomed, code: '1', display }] } }),
      ),
    },
  }),
  'condition code': (texts) => ({
    prefetch: {
      conditions: texts.map((code, i) =>
        condition(i, {
          code: {
            coding: [
              { system: 'http://hl7.org/fhir/sid/icd-10', code },
              { system: code, code },
            ],
          },
        }),
      ),
    },
  }),
  'condition extension url': (texts) => ({
    prefetch: {
      conditions: texts.map((url, i) =>
        condition(i, { extension: [{ url: `${url}ConditionEpisodicity`, valueCode: 'review' }] }),
      ),
    },
  }),
  'observation text': (texts) => ({
    prefetch: {
      observations: texts.map((text, i) => observation(i, { code: { text }, valueCodeableConcept: { text } })),
    },
  }),
  'observation value and unit': (texts) => ({
    prefetch: {
      observations: texts.map((text, i) =>
        observation(i, {
          code: { text: 'Pain' },
          valueString: text,
          component: [{ code: { text: 'Weight' }, valueQuantity: { value: 1, unit: text } }],
        }),
      ),
    },
  }),
  'communication payload': (texts) => ({
    prefetch: {
      communications: texts.map((text, i) =>
        communication(i, { category: [{ text: 'Reminder' }], topic: { text }, payload: [{ contentString: text }] }),
      ),
    },
  }),
  'task description': (texts) => ({
    prefetch: { tasks: texts.map((text, i) => task(i, { description: text, code: { text } })) },
  }),
  'referral note': (texts) => ({
    prefetch: {
      serviceRequests: texts.map((text, i) =>
        referral(i, { status: 'active', note: [{ text }], orderDetail: [{ text }], reasonCode: [{ text }] }),
      ),
    },
  }),
  'procedure text': (texts) => ({
    prefetch: { procedures: texts.map((text, i) => procedure(i, { code: { text }, category: { text } })) },
  }),
  'flag text': (texts) => ({
    prefetch: {
      flags: texts.map((text, i) =>
        flag(i, {
          code: { text },
          category: [{ text }],
        }),
      ),
    },
  }),
  id: (texts) => ({
    prefetch: { conditions: texts.map((id, i) => condition(i, { id: `${id}${i}`, code: { text: 'Pain' } })) },
  }),
  'note of signs': (texts) => ({
    prefetch: {
      carePlans: texts.map((text, i) => note(i, text)),
      observations: times(20, (i) => observation(i, { code: { text: 'Pain' } })),
    },
  }),
};

function note(i: number, text: string): Json {
  const filter = [
    { path: text, code: [{ system: snomed, code: text }] },
    { searchParam: text, valueSet: text },
  ];
  const data = [{ type: 'Observation', codeFilter: filter, dateFilter: [{ path: text }] }];
  return {
    resourceType: 'CarePlan',
    id: `n${i}`,
    status: 'active',
    intent: 'plan',
    subject,
    note: [{ text }],
    extension: [
      {
        url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
        extension: [
          { url: 'minSigns', valueInteger: 1 },
          {
            url: 'sign',
            extension: [
              { url: 'text', valueString: text },
              { url: 'trigger', valueTriggerDefinition: { type: 'data-added', data } },
            ],
          },
        ],
      },
    ],
  };
}
