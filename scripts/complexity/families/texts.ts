import {
  type Chart,
  callOf,
  daysAgo,
  encounter,
  type Family,
  gp,
  home,
  type Json,
  snomed,
  subject,
  times,
} from '../call.ts';

/** What patterns trip over: runs of what they repeat, and words that they look for again and again. */
const fillers: readonly string[] = [
  ' ',
  '[',
  ', ',
  ' / ',
  'no ',
  'pain ',
  'heart - ',
  '\n\t',
  'a',
  '1 mg ',
  ' sodium',
  '/A',
  '. ',
  'not required; ',
  '9',
  's',
  'é\u0301',
];

/** Where a text of others stands in a chart. */
const fields: Readonly<Record<string, (texts: readonly string[]) => Chart>> = {
  'medicine text': (texts) => requests(texts, (text) => ({ medicationCodeableConcept: { text } })),
  'medicine display': (texts) =>
    requests(texts, (display) => ({ medicationCodeableConcept: { coding: [{ display }] } })),
  'medicine reference': (texts) => requests(texts, (display) => ({ medicationReference: { display } })),
  'dosage text': (texts) =>
    requests(texts, (text) => ({ ...sertraline, dosageInstruction: [{ text, route: { text } }] })),
  'prescription type': (texts) =>
    requests(texts, (text) => ({
      ...sertraline,
      courseOfTherapyType: { coding: [{ code: text }] },
      category: [{ text }],
    })),
  'supply unit': (texts) =>
    requests(texts, (unit) => ({
      ...sertraline,
      dosageInstruction: [
        { timing: { code: { coding: [{ code: 'BID' }] } }, doseAndRate: [{ doseQuantity: { value: 1, unit } }] },
      ],
      dispenseRequest: { quantity: { value: 28, unit }, expectedSupplyDuration: { value: 1, unit } },
    })),
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
  'encounter type and reason': (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) =>
        encounter(`e${i}`, i, { type: [{ text }], reasonCode: [{ text }], serviceType: { text } }),
      ),
    },
  }),
  'encounter class and priority': (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) =>
        encounter(`e${i}`, i, {
          class: { code: text },
          priority: { text },
          hospitalization: { dischargeDisposition: { text } },
        }),
      ),
    },
  }),
  'participant display': (texts) => ({
    prefetch: {
      encounters: texts.map((display, i) =>
        encounter(`e${i}`, i, { participant: [{ type: [{ text: display }], individual: { ...gp, display } }] }),
      ),
    },
  }),
  'appointment description': (texts) => ({
    prefetch: {
      appointments: texts.map((text, i) =>
        appointment(i, { description: text, cancelationReason: { text }, participant: [{ actor: { display: text } }] }),
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
        referral(i, { note: [{ text }], orderDetail: [{ text }], reasonCode: [{ text }] }),
      ),
    },
  }),
  'procedure text': (texts) => ({
    prefetch: { procedures: texts.map((text, i) => procedure(i, { code: { text }, category: { text } })) },
  }),
  'flag text': (texts) => ({
    prefetch: {
      flags: texts.map((text, i) => ({
        resourceType: 'Flag',
        id: `f${i}`,
        status: 'active',
        subject,
        code: { text },
        category: [{ text }],
      })),
    },
  }),
  date: (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) => encounter(`e${i}`, i, { period: { start: `${daysAgo(i)}T${text}` } })),
    },
  }),
  reference: (texts) => ({
    prefetch: {
      encounters: texts.flatMap((text, i) =>
        [text, `Practitioner/${text}`, `#${text}`, `urn:uuid:${text}`, `Practitioner?identifier=${text}|${text}`].map(
          (reference, j) =>
            encounter(`e${i}-${j}`, i, {
              participant: [{ individual: { reference } }],
              serviceProvider: { reference },
              appointment: [{ reference }],
            }),
        ),
      ),
    },
  }),
  identifier: (texts) => ({
    prefetch: {
      encounters: texts.map((value, i) =>
        encounter(`e${i}`, i, {
          participant: [{ individual: { identifier: { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value } } }],
        }),
      ),
    },
    included: texts.map((value, i) => ({
      resourceType: 'Practitioner',
      id: `x${i}`,
      identifier: [
        { system: value, value },
        { system: 'https://fhir.nhs.uk/Id/sds-user-id', value },
      ],
    })),
  }),
  id: (texts) => ({
    prefetch: { conditions: texts.map((id, i) => condition(i, { id: `${id}${i}`, code: { text: 'Pain' } })) },
  }),
  'practitioner name': (texts) => ({
    included: texts.map((text) => ({
      resourceType: 'Practitioner',
      id: 'gp',
      name: [{ family: text, given: [text], prefix: [text], text }],
    })),
  }),
  'patient name': (texts) => ({ patient: { name: texts.map((text) => ({ family: text, given: [text], text })) } }),
  'organisation name': (texts) => ({
    included: [{ resourceType: 'Organization', id: 'home', name: texts.join('') }],
    prefetch: { encounters: texts.map((display, i) => encounter(`e${i}`, i, { serviceProvider: { display } })) },
  }),
  'place kind': (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) =>
        encounter(`e${i}`, 1, { location: [{ physicalType: { text }, location: { reference: `Location/l${i}` } }] }),
      ),
    },
    included: texts.map((text, i) => ({ resourceType: 'Location', id: `l${i}`, type: [{ text }] })),
  }),
  'role code': (texts) => ({
    included: texts.map((text, i) => ({
      resourceType: 'PractitionerRole',
      id: `r${i}`,
      practitioner: gp,
      organization: home,
      code: [{ text }],
    })),
  }),
  'note of signs': (texts) => ({
    prefetch: {
      carePlans: texts.map((text, i) => note(i, text)),
      observations: times(20, (i) => observation(i, { code: { text: 'Pain' } })),
    },
  }),
};

const sertraline = { medicationCodeableConcept: { text: 'Sertraline 50mg tablets' } };

function requests(texts: readonly string[], more: (text: string) => Json): Chart {
  return {
    prefetch: {
      medicationRequests: texts.map((text, i) => ({
        resourceType: 'MedicationRequest',
        id: `m${i}`,
        status: 'active',
        intent: 'order',
        subject,
        authoredOn: daysAgo(i % 700),
        ...more(text),
      })),
    },
  };
}

function condition(i: number, more: Json): Json {
  return {
    resourceType: 'Condition',
    id: `c${i}`,
    subject,
    recordedDate: daysAgo(i % 3000),
    onsetDateTime: daysAgo(i % 3000),
    ...more,
  };
}

function observation(i: number, more: Json): Json {
  return {
    resourceType: 'Observation',
    id: `o${i}`,
    status: 'final',
    subject,
    effectiveDateTime: daysAgo(i % 3000),
    ...more,
  };
}

function appointment(i: number, more: Json): Json {
  return {
    resourceType: 'Appointment',
    id: `a${i}`,
    status: 'fulfilled',
    start: `${daysAgo(i % 1000)}T09:00:00Z`,
    participant: [{ actor: subject }],
    ...more,
  };
}

function communication(i: number, more: Json): Json {
  return { resourceType: 'Communication', id: `k${i}`, status: 'completed', subject, sent: daysAgo(i % 700), ...more };
}

function task(i: number, more: Json): Json {
  return {
    resourceType: 'Task',
    id: `t${i}`,
    status: 'requested',
    intent: 'order',
    for: subject,
    authoredOn: daysAgo(i % 700),
    ...more,
  };
}

function referral(i: number, more: Json): Json {
  return {
    resourceType: 'ServiceRequest',
    id: `s${i}`,
    status: 'active',
    intent: 'order',
    subject,
    authoredOn: daysAgo(i % 700),
    category: [{ text: 'Referral' }],
    ...more,
  };
}

function procedure(i: number, more: Json): Json {
  return {
    resourceType: 'Procedure',
    id: `p${i}`,
    status: 'completed',
    subject,
    performedDateTime: daysAgo(i % 700),
    ...more,
  };
}

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

/** Each field with one very long text of each filler; and with many that are as long as any that is still read whole. */
export const texts: readonly Family[] = Object.entries(fields).flatMap(([name, chart]) => [
  { name: `${name}: long`, call: (n) => callOf(chart(fillers.map((filler) => long(filler, n)))) },
  {
    name: `${name}: many`,
    call: (n) => callOf(chart(times(n, (i) => long(fillers[i % fillers.length] ?? ' ', 400) + i))),
  },
]);

function long(filler: string, length: number): string {
  return `a${filler.repeat(Math.ceil(length / filler.length))}b`;
}
