import { describe, expect, test } from '@jest/globals';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { medicineNotCollected } from '#src/detectors/engagement/medicine-not-collected.ts';
import { relationsIn } from '../../../scripts/relations.ts';
import { found, openedBy } from '../../support/builders.ts';
import { overPublished, peopleIn, readPerson } from '../../support/published.ts';
import { day, read } from '../map-record.ts';

const round = (value: number | null | undefined) => (value === null || value === undefined ? '-' : value.toFixed(2));

/** Contacts, those of 36 months that count as visits to a GP, and their indices on the day after the last of them. */
function told(resources: readonly Resource[], id: string | undefined) {
  const { reading, tally } = readPerson(resources, id);
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  const visits = contacts.filter(({ excluded, day: on }) => excluded === undefined && on !== undefined);
  const asOf = (visits.at(-1)?.day ?? 0) + 1;
  const then = readPerson(resources, id, { asOf, now: asOf * 86_400_000 });
  const relations = relationsIn(then.reading, then.opening);
  const medicines = reading.medicines.known ? reading.medicines.value.length : 0;
  const { upc, coc } = relations?.indices ?? {};
  return [
    contacts.length,
    visits.length,
    relations?.counted,
    round(upc),
    round(coc),
    medicines,
    Object.fromEntries(tally),
  ];
}

function bookingsOf(resources: readonly Resource[]) {
  const { bookings } = readPerson(resources, undefined).reading;
  return bookings.known ? bookings.value : [];
}

const nameOf = (file: string) =>
  /\d{10}_([A-Za-z]+)|(PWTP\d+)/.exec(file)?.slice(1).find(Boolean) ?? file.replace(/^\w+\//, '');

/** Contacts, those that may count, those of 36 months that count as visits to a GP, UPC, COC, medicines, what was unusable. */
const expectedOfExports = {
  Daniels: [8, 8, 5, '0.60', '0.30', 69, {}],
  Gainsford: [2, 2, 1, '-', '-', 1, {}],
  Magre: [26, 16, 13, '1.00', '1.00', 20, {}],
  Mold: [32, 0, 0, '-', '-', 0, {}],
  Birdi: [33, 0, 0, '-', '-', 0, {}],
  Yamura: [26, 1, 0, '-', '-', 1, {}],
  Meyers: [41, 10, 9, '0.44', '0.25', 7, {}],
  Livermore: [28, 14, 10, '0.50', '0.27', 3, {}],
  Nel: [6, 6, 5, '1.00', '1.00', 5, {}],
  Dougill: [6, 6, 4, '0.75', '0.50', 0, {}],
  Guerra: [21, 2, 2, '1.00', '1.00', 0, {}],
};
const expectedPerformers = { read: 229, differing: 50 };
const expectedOfStubs = {
  PWTP10: [8, 6, 5, '0.60', '0.40', 2, {}],
  PWTP11: [7, 7, 3, '1.00', '1.00', 3, {}],
  PWTP5: [9, 9, 3, '1.00', '1.00', 0, {}],
  PWTP7: [11, 0, 0, '-', '-', 1, {}],
  PWTP9: [21, 2, 2, '1.00', '1.00', 0, {}],
  'correctPatientNoDocsStructuredRecordResponse.json': 'not JSON',
  // Its odd dates are times without a zone, which are local ones, and a century of something that isn't read. One of its
  // documents is another patient's.
  'malformedDateStructuredRecord.json': [3, 3, 3, '1.00', '1.00', 8, { 'other-patient': 1 }],
  // Without the person nothing is said of the visits.
  'malformedStructuredRecordMissingPatientResource.json': [3, 3, undefined, '-', '-', 4, {}],
};

describe('GP Connect exports', () => {
  overPublished('gpconnect-structured-stu3', 'contacts, indices and medicines of each person', (files) => {
    const rows = files
      .filter(({ name }) => name.startsWith('uat-TC7'))
      .flatMap(({ name, resources = [] }) => peopleIn(resources).map((id) => [nameOf(name), told(resources, id)]));
    expect(Object.fromEntries(rows)).toEqual(expectedOfExports);
  });

  overPublished(
    'gpconnect-structured-stu3',
    'are known by their shapes to be STU3, whole ones all of them',
    (files) => {
      for (const { name, resources = [] } of files.filter(({ name }) => name.startsWith('uat-TC7')))
        for (const id of peopleIn(resources))
          expect([name, readPerson(resources, id).acceptsR4]).toEqual([name, false]);
    },
  );

  overPublished('gpconnect-structured-stu3', 'whoever performed is counted, never who recorded', (files) => {
    let [differing, read] = [0, 0];
    for (const { resources = [] } of files.filter(({ name }) => name.startsWith('uat-TC7'))) {
      const contacts = peopleIn(resources).flatMap((id) => {
        const { contacts: part } = readPerson(resources, id).reading;
        return part.known ? part.value : [];
      });
      const byReference = new Map(contacts.map((one) => [one.reference, one]));
      for (const one of resources.filter((each): each is Encounter => each.resourceType === 'Encounter')) {
        const by = (code: string) =>
          one.participant?.find(({ type }) => type?.some(({ coding }) => coding?.some((each) => each.code === code)))
            ?.individual?.reference;
        const contact = byReference.get(`Encounter/${one.id}`);
        if (by('PPRF') === undefined || contact?.clinician === undefined) continue;
        read += 1;
        expect(contact.clinician).toBe(by('PPRF'));
        if (by('PPRF') !== by('REC')) differing += 1;
      }
    }
    expect({ read, differing }).toEqual(expectedPerformers);
  });

  overPublished('gpconnect-structured-stu3', 'malformed and partial files give counts and no crash', (files) => {
    const rows = files
      .filter(({ name }) => name.startsWith('stubs'))
      .map(({ name, resources }) => {
        if (resources === undefined) return [nameOf(name), 'not JSON'];
        const [id] = peopleIn(resources);
        return [nameOf(name), told(resources, id)];
      });
    expect(Object.fromEntries(rows)).toEqual(expectedOfStubs);
  });

  overPublished('gpconnect-structured-stu3', 'a repeat that was not issued any more is late, by its plan', (files) => {
    const { resources = [] } = files.find(({ name }) => name.endsWith('malformedDateStructuredRecord.json')) ?? {};
    const { medicines } = readPerson(resources, peopleIn(resources)[0]).reading;
    if (!medicines.known) throw new Error('unread');
    const on = (date: string) =>
      found(medicineNotCollected, { medicines: medicines.value }, openedBy('U', { asOf: day(date) }))?.facts;
    // Eleven issues of 28 days from 10 November 2017 to 15 August 2018, the last two days early.
    const facts = {
      medicine: 'Sertraline 100mg tablets',
      builtUp: false,
      ranOut: '2018-09-14',
      supplies: 10,
      onTime: 10,
    };
    expect(on('2018-09-28')).toEqual({ ...facts, daysLate: 14 });
    expect(on('2018-09-27')).toBeUndefined();
  });

  overPublished('gpconnect-structured-stu3', 'entries in the diary are planned, and no referrals', (files) => {
    const kinds = files.flatMap(({ resources = [] }) => {
      const { plans } = readPerson(resources, peopleIn(resources)[0]).reading;
      return plans.known ? plans.value.map(({ kind }) => kind) : [];
    });
    // The three orders of the stubs are blood tests without a category.
    const count = (kind: string) => kinds.filter((one) => one === kind).length;
    expect([count('activity'), count('referral'), count('task')]).toEqual([31, 3, 0]);
  });

  overPublished('gpconnect-docs-stu3', 'booked and cancelled appointments are read', (files) => {
    const states = files.flatMap(({ resources = [] }) =>
      resources.some(({ resourceType }) => resourceType === 'Appointment')
        ? bookingsOf(resources).map(({ state }) => state)
        : [],
    );
    expect(states).toEqual(expect.arrayContaining(['booked', 'cancelled']));
  });
});

describe('published data of other versions', () => {
  for (const folder of [
    'gpconnect-docs-stu3',
    'gpconnect-structured-stu3',
    'hl7-examples-stu3',
    'hl7-testcases-r4b',
    'hl7-testcases-r5',
    'ms-fhir-server-r4b',
    'ms-fhir-server-r5',
    'ms-fhir-server-stu3',
    'smart-stu3',
  ]) {
    overPublished(folder, 'nothing in it makes the mapping fail, whoever is opened', (files) => {
      for (const { resources = [] } of files)
        for (const id of [undefined, ...peopleIn(resources)]) expect(() => readPerson(resources, id)).not.toThrow();
      expect(files.some(({ resources = [] }) => resources.length > 0)).toBe(true);
    });
  }

  overPublished('ms-fhir-server-r5', 'an encounter of R5 is read', (files) => {
    const resources = files.filter(({ name }) => name.startsWith('Encounter')).flatMap((one) => one.resources ?? []);
    const { contacts } = readPerson(resources, undefined).reading;
    expect(contacts.known && contacts.value).toMatchObject([
      { state: 'finished', setting: 'practice', clinician: 'Practitioner/f003' },
    ]);
  });

  overPublished('smart-stu3', 'encounters without participants count for nobody', (files) => {
    const whys = files.flatMap(({ resources = [] }) =>
      peopleIn(resources).flatMap((id) => {
        const { contacts } = readPerson(resources, id).reading;
        return contacts.known ? contacts.value.map(({ excluded }) => excluded) : [];
      }),
    );
    expect(whys.length).toBeGreaterThan(50);
    expect(whys.filter((why) => why === undefined)).toEqual([]);
  });
});

describe('what GP Connect does in its own way', () => {
  const subject = { reference: 'Patient/p' };
  const encounter = {
    resourceType: 'Encounter',
    id: 'e',
    status: 'finished',
    subject,
    type: [{ text: 'GP Surgery' }],
    period: { start: '2026-03-02T09:00:00Z' },
    participant: [
      { type: [{ coding: [{ code: 'REC' }] }], individual: { reference: 'Practitioner/clerk' } },
      { type: [{ coding: [{ code: 'PPRF' }] }], individual: { reference: 'Practitioner/gp' } },
    ],
  };

  test('an encounter without a class is a visit by its free text, to whoever performed', () => {
    expect(read([encounter]).contacts).toMatchObject([{ clinician: 'Practitioner/gp', setting: 'unknown' }]);
    expect(read([encounter]).contacts[0]?.excluded).toBeUndefined();
    const letter = { ...encounter, type: [{ text: 'Externally Entered' }] };
    expect(read([letter]).contacts[0]?.excluded).toBe('not-a-visit');
  });

  test('a date of a month is no day: what was observed then is undated, and the observation still counts', () => {
    const observed = (effectiveDateTime: string) => ({
      resourceType: 'Observation',
      id: 'o',
      status: 'final',
      subject,
      context: { reference: 'Encounter/e' },
      effectiveDateTime,
      code: { coding: [{ system: 'http://snomed.info/sct', code: '267036007', display: 'Dyspnoea' }] },
    });
    const [ofMonth, ofDay] = ['2004-11', '2004-11-03'].map((date) => {
      const { observations } = read([encounter, observed(date)]).reading;
      return observations.known ? observations.value[0] : undefined;
    });
    expect(ofMonth).toMatchObject({ day: undefined, contact: 'Encounter/e' });
    expect(ofDay).toMatchObject({ day: day('2004-11-03'), contact: 'Encounter/e' });
  });
});
