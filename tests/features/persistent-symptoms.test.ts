import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { startApp, type TestApp } from '../support/app.ts';
import { ago, doctor, episode, snomed, subject, visit } from '../support/days-ago.ts';
import { type FhirServer, startFhirServer } from '../support/fhir-server.ts';

const headache = snomed('25064002', 'Headache');
const backache = snomed('161891005', 'Backache');
const nothing = snomed('281900007', 'No abnormality detected');
const toSpecialist = [snomed('3457005', 'Patient referral')];

const patient: Resource = {
  resourceType: 'Patient',
  id: 'p',
  gender: 'female',
  birthDate: '1979-03-03',
  name: [{ prefix: ['Mrs'], given: ['Nora'], family: 'Byrne' }],
};
const problem = (id: string, code: object, days: number, difference: object = {}): Resource => ({
  resourceType: 'Condition',
  id,
  subject,
  code,
  recordedDate: ago(days),
  ...difference,
});
const noted = (name: string, code: object, ...days: readonly number[]) =>
  days.map((each) => problem(`${name}-${each}`, code, each));
const referral = (days: number): Resource[] => [
  {
    resourceType: 'ServiceRequest',
    id: `r${days}`,
    status: 'completed',
    intent: 'order',
    category: toSpecialist,
    subject,
    authoredOn: ago(days),
    reasonCode: [headache],
  },
  {
    ...visit(days - 60, { basedOn: [{ reference: `ServiceRequest/r${days}` }], participant: undefined }),
    id: `clinic-${days}`,
  } as Resource,
  problem(`after-${days}`, nothing, days - 60, {
    encounter: { reference: `Encounter/clinic-${days}` },
    clinicalStatus: { coding: [{ code: 'resolved' }] },
  }),
];
const story: readonly Resource[] = [
  ...[340, 280, 220, 160, 100, 70].map((days) => visit(days)),
  ...noted('headache', headache, 800, 500, 320, 100),
  ...noted('backache', backache, 700, 450, 250),
  ...noted('dizzy', snomed('404640003', 'Dizziness'), 600, 400, 200),
  ...[1200, 700, 400].flatMap(referral),
];
const draft = (difference: object = {}) => ({
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'order',
  category: toSpecialist,
  subject,
  ...difference,
});

const both = ['secure-base-patient-view', 'secure-base-order-sign'] as const;

describe.each(['prefetch', 'server'] as const)('symptoms that last, by %s', (way) => {
  let site: TestApp;
  let server: FhirServer | undefined;
  beforeAll(async () => {
    site = await startApp({ env: { MAX_CARDS: '20' } });
  });
  afterAll(() => site.close());

  /** The cards about it that a service shows. */
  const cardsOf = async (id: (typeof both)[number], resources: readonly Resource[], orders: readonly unknown[]) => {
    const all = [patient, doctor, episode, ...resources];
    const service = site.services.find((one) => one.id === id);
    const prefetch = Object.fromEntries(
      Object.entries(service?.prefetch ?? {}).map(([key, template]) => {
        const [type = ''] = template.split(/[?/]/);
        const found = all.filter(({ resourceType }) => resourceType === type);
        const entry = found.map((resource) => ({ resource }));
        return [key, template.includes('?') ? { resourceType: 'Bundle', type: 'searchset', entry } : found[0]];
      }),
    );
    server = way === 'server' ? await startFhirServer({ resources: all }) : undefined;
    const answer = await site.post(`/cds-services/${id}`, {
      hook: id.replace('secure-base-', ''),
      hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
      context: {
        userId: 'Practitioner/d',
        patientId: 'p',
        ...(id === 'secure-base-order-sign' && {
          draftOrders: { resourceType: 'Bundle', entry: orders.map((resource) => ({ resource })) },
        }),
      },
      ...(server === undefined ? { prefetch } : { fhirServer: server.base }),
    });
    const requests = server?.requests.length ?? 0;
    await server?.close();
    expect(answer.statusCode).toBe(200);
    const cards: { summary: string; detail: string; suggestions?: unknown; source: { topic: { code: string } } }[] =
      answer.json().cards;
    return { cards: cards.filter(({ source }) => source.topic.code === 'persistent-symptoms'), requests };
  };
  const shown = async (
    id: (typeof both)[number],
    resources: readonly Resource[],
    orders: readonly unknown[] = [draft()],
  ) => (await cardsOf(id, resources, orders)).cards.length > 0;

  test.each(
    both,
  )('%s says so kindly, from FHIR to card, and suggests planned time unless a referral is being signed', async (id) => {
    const [card] = (await cardsOf(id, story, [draft()])).cards;
    expect(card?.summary).toBe(
      'Mrs Byrne has told us of 3 symptoms in 12 months; none of 3 specialist referrals found a cause.',
    );
    expect(card?.detail).toContain('New or changing symptoms still need a fresh look.');
    expect(card?.detail.includes('This referral may be just what is needed')).toBe(id === 'secure-base-order-sign');
    const planned = { label: 'Add a task: regular planned time with one person' };
    const isSigning = id === 'secure-base-order-sign';
    expect(card?.suggestions).toEqual(isSigning ? undefined : [expect.objectContaining(planned)]);
  });

  const lives: readonly (readonly [string, silent: readonly Resource[], fires: readonly Resource[]])[] = [
    [
      'bleeding',
      [...story, problem('x', snomed('12063002', 'Rectal haemorrhage'), 300)],
      [...story, problem('x', { text: 'Ingrowing toenail' }, 300)],
    ],
    [
      'a headache that is getting worse',
      [...story, problem('x', { text: 'Headache, worsening' }, 20)],
      [...story, problem('x', { text: 'Headache' }, 20)],
    ],
    [
      'a weight that fell',
      [
        ...story,
        ...[
          [300, 80],
          [20, 75],
        ].map(([days = 0, value]) => weight(days, value)),
      ],
      [
        ...story,
        ...[
          [300, 80],
          [20, 79],
        ].map(([days = 0, value]) => weight(days, value)),
      ],
    ],
    [
      'a new symptom',
      [...story, visit(30, { reasonCode: [{ text: 'Nausea' }] })],
      [...story, visit(30, { reasonCode: [{ text: 'Medication review' }] })],
    ],
    [
      'a query of lupus',
      [...story, visit(50, { reasonCode: [{ text: 'Bloods, query lupus' }] })],
      [...story, visit(50, { reasonCode: [{ text: 'Bloods' }] })],
    ],
    [
      'COVID-19 ten weeks ago',
      [
        ...story,
        problem('x', snomed('840539006', 'COVID-19'), 70, { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
      ],
      [
        ...story,
        problem('x', snomed('840539006', 'COVID-19'), 90, { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
      ],
    ],
    ...[
      { code: { coding: [{ system: 'http://snomed.info/sct', code: '1119303003' }] } },
      { code: { coding: [{ system: 'http://snomed.info/sct', code: '1119304009' }] } },
      { code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', code: 'U09.9!' }] } },
      { code: { text: 'Post-acute COVID syndrome' } },
    ].map((difference): [string, readonly Resource[], readonly Resource[]] => [
      `long COVID: ${JSON.stringify(difference)}`,
      [...story, problem('x', {}, 2000, difference)],
      [...story, problem('x', snomed('38341003', 'Hypertension'), 2000)],
    ]),
    [
      'endometriosis',
      [...story, problem('x', snomed('129103003', 'Endometriosis'), 2000)],
      [...story, problem('x', snomed('38341003', 'Hypertension'), 2000)],
    ],
    [
      'rheumatoid arthritis',
      [...story, problem('x', snomed('69896004', 'Rheumatoid arthritis'), 2000)],
      [
        ...story,
        problem('x', snomed('69896004', 'Rheumatoid arthritis'), 2000, {
          verificationStatus: { coding: [{ code: 'refuted' }] },
        }),
      ],
    ],
  ];

  test.each(lives)('stays silent on %s, through both hooks', async (_, silent, fires) => {
    for (const id of both) expect([id, await shown(id, silent), await shown(id, fires)]).toEqual([id, false, true]);
  });

  const orders: readonly (readonly [string, silent: unknown, fires: unknown])[] = [
    ['an urgent one', draft({ priority: 'urgent' }), draft({ priority: 'routine' })],
    [
      'one on a two-week wait',
      draft({ code: { text: 'Neurology 2 week wait' } }),
      draft({ code: { text: 'Neurology' } }),
    ],
    ['one for a new symptom', draft({ reasonCode: [{ text: 'Palpitations' }] }), draft({ reasonCode: [headache] })],
    [
      'a test',
      draft({ category: undefined, code: { text: 'Full blood count' } }),
      draft({ category: undefined, code: snomed('306206005', 'Referral to service') }),
    ],
    ['one for another person', draft({ subject: { reference: 'Patient/other' } }), draft()],
    [
      'a medicine',
      { resourceType: 'MedicationRequest', status: 'draft' },
      { resourceType: 'ReferralRequest', status: 'draft' },
    ],
    ['nothing at all', undefined, { resourceType: 'ServiceRequest', category: toSpecialist }],
  ];

  test.each(orders)('order-sign stays silent on %s', async (_, silent, fires) => {
    expect(await shown('secure-base-order-sign', story, [silent])).toBe(false);
    expect(await shown('secure-base-order-sign', story, [fires])).toBe(true);
  });

  test('order-sign stays silent on a first referral, where tests were normal; patient-view does not', async () => {
    const normal = [310, 240, 190, 90].map(
      (days): Resource => ({
        resourceType: 'Observation',
        id: `t${days}`,
        status: 'final',
        subject,
        code: { text: 'Full blood count' },
        effectiveDateTime: ago(days),
        interpretation: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'N' }] },
        ],
      }),
    );
    const without = story.filter(
      ({ resourceType, id = '' }) => resourceType !== 'ServiceRequest' && !/clinic|after/.test(id),
    );
    const earlier = referral(1000).slice(0, 1);
    expect(await shown('secure-base-order-sign', [...without, ...normal])).toBe(false);
    expect(await shown('secure-base-order-sign', [...without, ...normal, ...earlier])).toBe(true);
    expect(await shown('secure-base-patient-view', [...without, ...normal])).toBe(true);
  });

  test('nobody’s record is read for a medicine', async () => {
    expect((await cardsOf('secure-base-order-sign', story, [{ resourceType: 'MedicationRequest' }])).requests).toBe(0);
    if (way === 'server')
      expect((await cardsOf('secure-base-order-sign', story, [draft()])).requests).toBeGreaterThan(3);
  });
});

function weight(days: number, value: number | undefined): Resource {
  return {
    resourceType: 'Observation',
    id: `w${days}`,
    status: 'final',
    subject,
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    effectiveDateTime: ago(days),
    valueQuantity: { value: value ?? 0, unit: 'kg' },
  };
}
