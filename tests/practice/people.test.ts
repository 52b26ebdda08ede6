import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { knownParts } from '#src/detectors/run.ts';
import { parseDay } from '#src/history/calendar.ts';
import { listInput } from '#src/practice/input/files.ts';
import { openPeople } from '#src/practice/people/open-people.ts';
import { copyLinkedRows } from '#src/practice/shards/linked-rows.ts';
import { sortRows } from '#src/practice/shards/sort-rows.ts';
import { readSite } from '#src/practice/site.ts';
import type { Order } from '#src/practice/works.ts';

const order: Order = { command: 'centiles', options: { asOf: parseDay('2026-11-30') ?? 0 } };
const shards = 7;

/** The people of an export with these rows, by reference. */
async function peopleOf(rows: readonly object[], machine = 0, machines = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'people-'));
  const work = join(folder, 'work');
  mkdirSync(work);
  writeFileSync(join(folder, 'rows.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const types = ['Encounter', 'Appointment', 'EpisodeOfCare', 'Condition'];
  const options = { folder: work, shards, machine, machines, types, daysIn: undefined };
  const { pieces } = await listInput([folder]);
  const sorted = await Promise.all(pieces.map((piece, n) => sortRows(piece, `${n}`, options)));
  copyLinkedRows(
    work,
    shards,
    sorted.flatMap(({ links }) => links),
  );
  const setup = { order, shards, deletions: new Map(), consultingDays: new Map() };
  const people = await openPeople(work, setup, readSite({}));
  const all = Array.from({ length: shards }, (_, shard) => [...people.of(shard)]).flat();
  return { sorted, people: new Map(all.map((one) => [one?.reference, one])) };
}

const patient = (id: string, more: object = {}) => ({ resourceType: 'Patient', id, ...more });
const encounter = (id: string, of: string, more: object = {}) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'AMB' },
  period: { start: '2026-10-01T10:00:00Z' },
  subject: { reference: `Patient/${of}` },
  participant: [{ individual: { reference: 'Practitioner/p' } }],
  ...more,
});
const contactsOf = (one: Awaited<ReturnType<typeof peopleOf>>['people'] extends Map<unknown, infer P> ? P : never) =>
  one === undefined ? [] : knownParts(one.reading).contacts.map(({ reference }) => reference);

test('each person has the own rows, and the staff whom they name', async () => {
  const { people } = await peopleOf([
    patient('a'),
    patient('b'),
    encounter('1', 'a'),
    encounter('2', 'b', { participant: [{ individual: { reference: 'PractitionerRole/r' } }] }),
    { resourceType: 'Practitioner', id: 'p', name: [{ family: 'Patel', prefix: ['Dr'] }] },
    { resourceType: 'Practitioner', id: 'q', name: [{ family: 'Quill' }] },
    { resourceType: 'PractitionerRole', id: 'r', practitioner: { reference: 'Practitioner/q' } },
  ]);
  expect([...people.keys()].sort()).toEqual(['Patient/a', 'Patient/b']);
  const names = ['Patient/a', 'Patient/b'].map((reference) => {
    const one = people.get(reference);
    const { clinicians } = one === undefined ? { clinicians: new Map() } : knownParts(one.reading);
    return [contactsOf(one), [...clinicians.values()].map(({ name }) => name?.family)];
  });
  expect(names).toEqual([
    [['Encounter/1'], ['Patel']],
    [['Encounter/2'], ['Quill']],
  ]);
});

test('what is under an id that was merged into another is that person’s', async () => {
  const ids = Array.from({ length: 20 }, (_, n) => `old${n}`);
  const rows = ids.flatMap((old, n) => [
    patient(`new${n}`, { link: [{ type: 'replaces', other: { reference: `Patient/${old}` } }] }),
    patient(old, { active: false, link: [{ type: 'replaced-by', other: { reference: `Patient/new${n}` } }] }),
    encounter(`e${n}`, old),
  ]);
  const { people } = await peopleOf(rows);
  expect(ids.map((_, n) => contactsOf(people.get(`Patient/new${n}`)))).toEqual(ids.map((_, n) => [`Encounter/e${n}`]));
});

test('a row about two people is in the records of both, and one about nobody is counted by its type alone', async () => {
  const participant = ['a', 'b'].map((id) => ({ actor: { reference: `Patient/${id}` }, status: 'accepted' }));
  const { people, sorted } = await peopleOf([
    patient('a'),
    patient('b'),
    { resourceType: 'Appointment', id: '1', status: 'booked', start: '2026-12-02T10:00:00Z', participant },
    { resourceType: 'Encounter', id: 'nobody', subject: { display: 'Somebody' } },
  ]);
  const booked = [...people.values()].map((one) => (one === undefined ? 0 : knownParts(one.reading).bookings.length));
  expect(booked).toEqual([1, 1]);
  expect(sorted.map(({ unplaced }) => [...unplaced])).toEqual([[['Encounter', 1]]]);
});

test('every person is dealt with by one machine of several, and every row counted by one', async () => {
  const ids = Array.from({ length: 40 }, (_, n) => `p${n}`);
  const rows = [
    ...ids.map((id) => patient(id)),
    ...ids.map((id) => encounter(`e-${id}`, id)),
    { resourceType: 'Organization', id: 'o' },
  ];
  const shares = await Promise.all([0, 1, 2].map((machine) => peopleOf(rows, machine, 3)));
  expect(shares.flatMap(({ people }) => [...people.keys()]).sort()).toEqual(ids.map((id) => `Patient/${id}`).sort());
  expect(shares.every(({ people }) => people.size > 3)).toBe(true);
  const rowsOf = (type: string) => shares.map(({ sorted }) => sorted[0]?.rows.get(type) ?? 0);
  const total = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0);
  expect(['Patient', 'Encounter', 'Organization'].map((type) => total(rowsOf(type)))).toEqual([40, 40, 1]);
});
