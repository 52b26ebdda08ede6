import { describe, expect, test } from '@jest/globals';
import { countsOf } from '#src/practice/counts.ts';
import type { ExportedPerson } from '#src/practice/people/exported-person.ts';
import { chartAt } from '#src/practice/replay/opened-chart.ts';
import { openingsFinder } from '#src/practice/replay/openings.ts';
import { candidateOpenings, heldFindings } from '#src/practice/replay/replay-counts.ts';
import { type Drawn, given } from '../../support/given.ts';
import { dayOf, exported, optionsOf, replayed, siteOf, withLog } from './replayed.ts';

const knownToLee = `
  contacts
  2021-01-10 to 2026-02-10 every 90 days | dr-lee
  2026-06-01 | dr-new`;

const from = optionsOf({ from: '2026-06-01' });
const candidates = (person: ExportedPerson, options = from) =>
  candidateOpenings(replayed([person], options)).flatMap((one) => one.candidates.map(({ code }) => code));
const alter = (person: ExportedPerson, part: 'contacts' | 'person', change: (value: never) => unknown) => {
  const read = person.reading[part];
  if (!read.known) throw new Error('unread');
  const changed = { known: true, value: change(read.value as never) };
  return { ...person, reading: { ...person.reading, [part]: changed } } as ExportedPerson;
};

describe('the visit of an opening', () => {
  test('is under way, so that it may be a first meeting', () => {
    expect(candidates(exported('p', given(knownToLee)))).toEqual(['first-meeting']);
  });

  test('is none where there was an earlier one: then they have met', () => {
    const met = given(`${knownToLee}\n 2025-06-01 | dr-new`);
    expect(candidates(exported('p', met))).toEqual([]);
  });

  test('would be no first meeting, were it over: as with a log that knows of no visit', () => {
    const at = (time: string) => ({ ...withLog([time, 'Patient/p', 'dr-new']), from: from.from });
    expect(candidates(exported('p', given(knownToLee)), at('2026-06-02T09:00:00'))).toEqual([]);
    expect(candidates(exported('p', given(knownToLee)), at('2026-06-01T09:00:00'))).toEqual(['first-meeting']);
  });

  test('has not ended, and nobody has left it', () => {
    const person = alter(exported('p', given('contacts\n 2026-06-01 | dr-new')), 'contacts', (contacts: object[]) =>
      contacts.map((one) => ({ ...one, leftEarly: { stage: 'untreated', emergency: false }, until: 1 })),
    );
    const [opened] = openingsFinder(from, siteOf().config)(person).openings;
    if (opened === undefined) throw new Error('not opened');
    const { reading, opening } = chartAt(person, opened);
    expect(reading.contacts).toMatchObject({
      value: [{ state: 'underway', leftEarly: undefined, until: undefined }],
    });
    expect(opening).toMatchObject({
      asOf: dayOf('2026-06-01'),
      user: { kind: 'clinician', clinician: 'dr-new' },
      visit: { reference: 'Encounter/1', emergency: false, clinician: 'dr-new', homeVisit: false },
    });
  });
});

describe('what came later is not known', () => {
  const contactsAt = (history: Drawn, hour: number) => {
    const person = alter(
      exported('p', history),
      'contacts',
      (contacts: { clinician: string; startedAt: number; day: number }[]) =>
        contacts.map((one) =>
          one.clinician === 'nurse-dean' ? { ...one, startedAt: one.day * 86_400_000 + hour * 3_600_000 } : one,
        ),
    );
    const opened = openingsFinder(
      from,
      siteOf().config,
    )(person).openings.find(({ clinician }) => clinician === 'dr-new');
    if (opened === undefined) throw new Error('not opened');
    const { contacts } = chartAt(person, opened).reading;
    return contacts.known ? contacts.value.map(({ clinician }) => clinician) : [];
  };
  const sameDay = given('contacts\n 2026-06-01 | dr-new\n 2026-06-01 | nurse-dean\n 2026-06-02 | dr-lee');

  test('visits of the same day that began later, and those of later days', () => {
    expect(contactsAt(sameDay, 15)).toEqual(['dr-new']);
    expect(contactsAt(sameDay, 8)).toEqual(expect.arrayContaining(['dr-new', 'nurse-dean']));
  });

  const dead = (iso: string | undefined) =>
    alter(exported('p', given(knownToLee)), 'person', (person: object) => ({
      ...person,
      deceased: true,
      deceasedFrom: iso === undefined ? undefined : dayOf(iso),
    }));

  test('a death after the opening', () => {
    expect(candidates(dead('2026-06-02'))).toEqual(['first-meeting']);
    expect(candidates(dead('2026-06-01'))).toEqual([]);
  });

  test('a death that nothing dates silences, and is counted as a limit', () => {
    const counts = replayed([dead(undefined)], from);
    expect(candidateOpenings(counts)).toEqual([]);
    expect(heldFindings(counts)).toMatchObject([{ code: 'first-meeting', reason: 'deceased', count: 1 }]);
    expect(countsOf(counts, 'limit')).toEqual([{ of: ['died-undated'], count: 1 }]);
    expect(countsOf(replayed([dead('2026-06-02')], from), 'limit')).toEqual([]);
  });
});
