import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CodeableConcept, Resource } from '@medplum/fhirtypes';
import { sources } from '#src/fhir/read/searches.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ago, doctor, episode, snomed, subject, visit } from '../support/days-ago.ts';

const patient: Resource = {
  resourceType: 'Patient',
  id: 'p',
  gender: 'female',
  birthDate: '1970-03-03',
  name: [{ prefix: ['Ms'], given: ['Ada'], family: 'Yates' }],
};
const every = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.floor((from - to) / step) + 1 }, (_, i) => from - i * step);
const appointment = (days: number, status: 'noshow' | 'fulfilled'): Resource => ({
  resourceType: 'Appointment',
  id: `a${days}`,
  status,
  start: `${ago(days)}T09:00:00Z`,
  created: ago(days + 10),
  participant: [{ actor: subject, status: 'accepted' }],
});
const problem = (id: string, code: CodeableConcept, onset: number, recorded: number, more: object = {}): Resource => ({
  resourceType: 'Condition',
  id,
  subject,
  code,
  onsetDateTime: ago(onset),
  recordedDate: ago(recorded),
  ...more,
});
const invitation = (
  id: string,
  days: number,
  text: string,
  status: 'requested' | 'rejected' = 'requested',
): Resource => ({
  resourceType: 'Task',
  id,
  status,
  intent: 'order',
  for: subject,
  code: { text },
  authoredOn: ago(days),
});
const sertraline = { coding: [{ system: 'http://www.whocc.no/atc', code: 'N06AB06', display: 'Sertraline' }] };
const repeat = (status: 'active' | 'stopped' = 'active'): Resource[] => [
  {
    resourceType: 'MedicationRequest',
    id: 'm',
    status,
    intent: 'order',
    subject,
    medicationCodeableConcept: sertraline,
    courseOfTherapyType: { coding: [{ code: 'continuous' }] },
    authoredOn: ago(400),
    dispenseRequest: { expectedSupplyDuration: { value: 28, code: 'd' } },
  },
  ...every(175, 63, 28).map(
    (days): Resource => ({
      resourceType: 'MedicationDispense',
      id: `s${days}`,
      status: 'completed',
      subject,
      medicationCodeableConcept: sertraline,
      daysSupply: { value: 28 },
      whenHandedOver: ago(days),
    }),
  ),
];
const lowSpell = (id: string, onset: number): Resource =>
  problem(id, snomed('35489007', 'Depressive disorder'), onset, onset, {
    abatementDateTime: ago(onset - 40),
    clinicalStatus: { coding: [{ code: 'resolved' }] },
  });
const headache = (days: number): Resource => problem(`h${days}`, snomed('25064002', 'Headache'), days, days);
const note = (written: number): Resource => ({
  resourceType: 'CarePlan',
  id: 'note',
  status: 'active',
  intent: 'plan',
  subject,
  created: ago(written),
  author: { reference: 'Practitioner/d' },
  contributor: [subject],
  note: [{ text: 'When I stop sleeping and skip tablets, ring me.' }],
  extension: [
    {
      url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
      extension: [
        { url: 'minSigns', valueInteger: 2 },
        { url: 'window', valueDuration: { value: 28, code: 'd' } },
        {
          url: 'sign',
          extension: [
            { url: 'text', valueString: 'headache' },
            {
              url: 'trigger',
              valueTriggerDefinition: {
                type: 'data-changed',
                data: [
                  {
                    type: 'Condition',
                    codeFilter: [{ path: 'code', code: [{ system: 'http://snomed.info/sct', code: '25064002' }] }],
                    dateFilter: [{ path: 'recordedDate', valueDuration: { value: 28, code: 'd' } }],
                  },
                ],
              },
            },
          ],
        },
        {
          url: 'sign',
          extension: [
            { url: 'text', valueString: 'late tablets' },
            { url: 'trigger', valueTriggerDefinition: { type: 'named-event', name: 'medicine-not-collected' } },
          ],
        },
      ],
    },
  ],
});

describe('a chart is opened', () => {
  let site: TestApp;
  beforeAll(async () => {
    site = await startApp({ env: { MAX_CARDS: '20' } });
  });
  afterAll(() => site.close());

  const codesFor = async (...resources: Resource[]): Promise<string[]> => {
    const all = [patient, doctor, episode, ...resources];
    const ofType = (type: string) => all.filter(({ resourceType }) => resourceType === type);
    const prefetch = Object.fromEntries(
      sources.map(({ key, type, search }) => [
        key,
        search === undefined
          ? ofType(type)[0]
          : {
              resourceType: 'Bundle',
              type: 'searchset',
              entry: [...ofType(type), ...(type === 'Encounter' ? [doctor] : [])].map((resource) => ({ resource })),
            },
      ]),
    );
    const answer = await site.post('/cds-services/secure-base-patient-view', {
      hook: 'patient-view',
      hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
      context: { userId: 'Practitioner/d', patientId: 'p' },
      prefetch,
    });
    expect(answer.statusCode).toBe(200);
    return answer.json().cards.map((card: { source: { topic: { code: string } } }) => card.source.topic.code);
  };

  const cough = (id: string, onset: number, recorded: number) =>
    problem(id, snomed('49727002', 'Cough'), onset, recorded);
  const lives: readonly (readonly [code: string, fires: Resource[], silent: Resource[]])[] = [
    [
      'late-presentation',
      [cough('1', 820, 700), cough('2', 520, 400), cough('3', 140, 100)],
      [cough('1', 820, 700), cough('2', 420, 400), cough('3', 120, 100)],
    ],
    [
      'missed-appointments',
      [300, 200, 100]
        .map((days) => appointment(days, 'noshow'))
        .concat([280, 180].map((days) => appointment(days, 'fulfilled'))),
      [300, 200]
        .map((days) => appointment(days, 'noshow'))
        .concat([280, 180, 90].map((days) => appointment(days, 'fulfilled'))),
    ],
    [
      'unanswered-invitations',
      [
        invitation('1', 200, 'Asthma review'),
        invitation('2', 150, 'Cervical screening'),
        invitation('3', 90, 'Asthma review'),
      ],
      [
        invitation('1', 200, 'Asthma review'),
        invitation('2', 150, 'Cervical screening', 'rejected'),
        invitation('3', 90, 'Asthma review'),
      ],
    ],
    ['medicine-not-collected', repeat(), repeat('stopped')],
    ['shared-signature', [...repeat(), headache(6), note(200)], [...repeat(), headache(6), note(3)]],
    [
      'illness-signature',
      [1900, 1400, 900, 400]
        .flatMap((onset, i) => [lowSpell(`low${i}`, onset), headache(onset + 10), appointment(onset + 15, 'noshow')])
        .concat([headache(10), appointment(6, 'noshow')]),
      [1900, 1400, 900, 400].flatMap((onset, i) => [
        lowSpell(`low${i}`, onset),
        headache(onset + 10),
        appointment(onset + 15, 'noshow'),
      ]),
    ],
  ];

  test.each(lives)('%s: shown, and not with one difference', async (code, fires, silent) => {
    expect(await codesFor(...fires)).toContain(code);
    expect(await codesFor(...silent)).not.toContain(code);
  });

  test('gone-quiet: after a long silence with an open invitation; not where anyone has seen the person since', async () => {
    const rhythm = every(1400, 330, 45).map((days) => visit(days));
    const old = [...rhythm, invitation('1', 100, 'Asthma review')];
    const silence = [...old, invitation('2', 20, 'Flu vaccination')];
    const elsewhere = visit(60, { class: { code: 'EMER' }, serviceProvider: { reference: 'Organization/far' } });
    expect(await codesFor(...silence)).toContain('gone-quiet');
    expect(await codesFor(...silence, elsewhere)).not.toContain('gone-quiet');
    // Nothing at all came of late, and nobody can be asked whether the practice was at work: it may be the feed.
    expect(await codesFor(...old)).not.toContain('gone-quiet');
  });
});
