import { describe, expect } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createRecordMapper, type OpeningContext, type Sources, toReading } from '#src/fhir/mappers/index.ts';
import type { Contact } from '#src/history/history.ts';
import { at, codeSets, day } from '../fhir/map-record.ts';
import { overPublished, peopleIn, readPerson } from '../support/published.ts';

/** A file that is not JSON holds nothing. */
function over(folder: string, what: string, run: (files: readonly (readonly Resource[])[]) => void): void {
  overPublished(folder, what, (files) => run(files.map(({ resources = [] }) => resources)));
}

function open(resources: readonly Resource[], patientId: string, when: Partial<OpeningContext> = {}) {
  const { reading, sources } = readPerson(resources, patientId, when);
  const contacts = reading.contacts.known ? reading.contacts.value : [];
  const clinicians = reading.clinicians.known ? reading.clinicians.value : new Map();
  return {
    reading,
    contacts,
    clinicians,
    named: createRecordMapper({ ...at, ...when }, codeSets).unreadReferences(sources),
  };
}

const excludedIn = (contacts: readonly Contact[]) => {
  const counts: Record<string, number> = {};
  for (const { excluded = 'none' } of contacts) counts[excluded] = (counts[excluded] ?? 0) + 1;
  return counts;
};

describe('published data', () => {
  over('synthea-r4-2020', 'contacts of each person are those of the file, emergencies and stays apart', (files) => {
    const people = files.filter((resources) => peopleIn(resources).length > 0);
    expect(people).toHaveLength(15);
    const all: Contact[] = [];
    for (const resources of people) {
      const { contacts, clinicians } = open(resources, peopleIn(resources)[0] ?? '');
      const encounters = resources.filter((one) => one.resourceType === 'Encounter');
      const ambulatory = encounters.filter((one) => one.class.code === 'AMB');
      expect(contacts.map(({ reference }) => reference).sort()).toEqual(
        encounters.map(({ id }) => `Encounter/${id}`).sort(),
      );
      expect(contacts.filter(({ excluded }) => excluded === undefined)).toHaveLength(ambulatory.length);
      const performers = new Set(
        encounters.map((one) => one.participant?.[0]?.individual?.reference?.replace('urn:uuid:', 'Practitioner/')),
      );
      expect(new Set(contacts.map(({ clinician }) => clinician))).toEqual(performers);
      // No role is published: whether they are GPs, and whether they still work there, can't be read.
      expect([...clinicians.values()].every(({ roles }) => roles === undefined)).toBe(true);
      all.push(...contacts);
    }
    expect(excludedIn(all)).toEqual({ none: 863, 'not-ambulatory': 50 });
    expect(all.filter(({ setting }) => setting === 'emergency')).toHaveLength(29);
    expect(all.filter(({ series }) => series === 'antenatal')).toHaveLength(38);
    expect(all.filter(({ series }) => series === 'postnatal')).toHaveLength(3);
  });

  over('synthea-r4-2020', 'home is the provider of most contacts of the last 36 months', (files) => {
    for (const resources of files.filter((one) => peopleIn(one).length > 0)) {
      const asOf = day('2020-06-01');
      const { named, contacts } = open(resources, peopleIn(resources)[0] ?? '', { asOf });
      const recent = resources.flatMap((one) => {
        const start = one.resourceType === 'Encounter' && one.class.code === 'AMB' ? (one.period?.start ?? '') : '';
        return one.resourceType === 'Encounter' && start > '2017-06-02' && start < '2020-06-01'
          ? [one.serviceProvider?.reference ?? '']
          : [];
      });
      const most = Math.max(
        0,
        ...Map.groupBy(recent, (one) => one)
          .values()
          .map((group) => group.length),
      );
      const home = named.home?.replace('Organization/', 'urn:uuid:');
      expect(recent.filter((one) => one === home)).toHaveLength(most);
      expect(contacts.some(({ here }) => here)).toBe(most > 0);
    }
  });

  over('au-core-r4', 'clinicians through roles, logical references and missing elements', (files) => {
    const resources = files.flat();
    const { contacts, clinicians } = open(resources, 'baratz-toni', { timeZone: 'Australia/Sydney' });
    const own = resources.flatMap((one) =>
      one.resourceType === 'Encounter' && one.subject?.reference === 'Patient/baratz-toni' ? [one.id] : [],
    );
    expect(own).toHaveLength(9);
    // One encounter of the folder names no subject at all; whoever is asked about, a search brought it.
    expect(contacts.filter(({ reference }) => own.includes(reference.slice(10)))).toHaveLength(9);
    expect(excludedIn(contacts.filter(({ reference }) => own.includes(reference.slice(10))))).toEqual({
      none: 6,
      undated: 3,
    });
    const seen = contacts.find(({ reference }) => reference === 'Encounter/covid-admin-2')?.clinician ?? '';
    expect(clinicians.get(seen)).toMatchObject({
      read: true,
      name: { family: expect.stringMatching(/guthridge/i) },
      roles: [{ kind: 'gp' }],
    });
  });

  for (const folder of [
    'synthea-r4-2020',
    'au-core-r4',
    'hl7-examples-r4',
    'icanbwell-odd-r4',
    'ms-fhir-server-r4',
    'nhs-bars-r4',
  ]) {
    over(folder, 'nothing in it makes the mapping fail, whoever is opened', (files) => {
      const resources = folder.startsWith('synthea') ? [] : files.flat();
      const people = resources.length > 0 ? [resources] : files;
      for (const one of people) for (const id of peopleIn(one)) expect(() => open(one, id)).not.toThrow();
      expect(people.flatMap(peopleIn).length).toBeGreaterThan(3);
    });
  }

  over('nhs-bars-r4', 'booked appointments are read', (files) => {
    const resources = files.flat();
    const states = peopleIn(resources).flatMap((id) => {
      const { bookings } = open(resources, id).reading;
      return bookings.known ? bookings.value.map(({ state }) => state) : [];
    });
    expect(states).toContain('booked');
  });

  /** Every order of these files as a draft of one person, by whether it is a referral and how urgent. */
  const asDrafts = (files: readonly (readonly Resource[])[]) => {
    const orders = files.flat().filter(({ resourceType }) => /^(Service|Referral)Request$/.test(resourceType));
    const offered = orders.map((one) => ({ ...one, subject: undefined, status: 'draft' }));
    const patient: Resource = { resourceType: 'Patient', id: 'p' };
    const sources: Sources = {
      patient,
      resources: new Map([['Patient', [patient]]]),
      unread: new Map(),
      staff: 'none',
      activity: new Map(),
    };
    const { signing = [] } = toReading(sources, { ...at, offered }, codeSets).opening;
    return { orders: orders.length, referrals: signing.length, urgent: signing.filter(({ urgent }) => urgent).length };
  };

  over('nhs-bars-r4', 'orders are referrals by their category, and not those to be validated', (files) => {
    expect(asDrafts(files)).toEqual({ orders: 11, referrals: 4, urgent: 0 });
  });

  over(
    'gpconnect-structured-stu3',
    'every ReferralRequest is a referral; those of two weeks, asap and urgent are urgent',
    (files) => {
      expect(asDrafts(files)).toEqual({ orders: 29, referrals: 29, urgent: 9 });
    },
  );
});
