import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wordsIn } from '#src/cards/words.ts';
import type { OpenedChart } from '#src/chart/opened-chart.ts';
import { detectors } from '#src/detectors/index.ts';
import { namesOf } from '#src/thread/names.ts';
import { threadPage } from '#src/thread/page.ts';
import { type Thread, threadOf } from '#src/thread/thread.ts';
import {
  anyLife,
  anyResource,
  anyUser,
  type Change,
  isNoPatient,
  lifeCalled,
  movedTo,
  readIn,
  restricted,
} from '../support/changed-lives.ts';
import { runs } from '../support/property-runs.ts';
import type { TellingLife } from '../support/telling-lives.ts';
import { plainText } from '../thread/open-threads.ts';

const words = wordsIn('en-GB');
const asked = { length: 'all', hidden: [] } as const;
const site = { detectors, thresholds: () => new Map() };

function threadIn(
  life: TellingLife,
  userId: string,
  change?: Change,
): { thread: Thread; opened: OpenedChart } | undefined {
  const read = readIn(life, userId, change);
  const { person } = read.reading;
  if (!person.known) return undefined;
  const opened = { read, person: person.value, call: { anyStaff: false }, unread: [] } as unknown as OpenedChart;
  return { thread: threadOf(opened, undefined, asked, site), opened };
}

const days = fc.oneof(fc.constant(0), fc.integer({ min: -400, max: 60 }));

/** What stands in each part of a thread, as texts. */
const partsOf = (thread: Thread) => ({
  rows: thread.rows.map(({ contact }) => contact.reference),
  marks: thread.lanes.flatMap(({ who, marks }) => marks.map((mark) => JSON.stringify([who, mark.day, mark.kind]))),
  left: thread.lanes.flatMap(({ who, left }) => (left === undefined ? [] : [`${who} ${left}`])),
  hospital: [...thread.hospital.stays, ...thread.hospital.emergencies].map((one) => JSON.stringify(one)),
  missed: thread.missed.map(String),
  gap: thread.gap === undefined ? [] : [JSON.stringify(thread.gap)],
  losses: thread.losses.map(({ day }) => String(day)),
  relapses: thread.relapses.flatMap(({ condition, relapses }) => relapses.map(({ day }) => `${condition} ${day}`)),
  notes: thread.notes.map(({ reference }) => reference),
});

test('a restricted resource adds nothing to any part of a thread', () => {
  fc.assert(
    fc.property(
      anyLife,
      anyUser,
      anyResource,
      days,
      fc.constantFrom(...restricted),
      (name, userId, resource, by, mark) => {
        const life = lifeCalled(name);
        const own = { ...movedTo(resource, life.patient, by), ...mark };
        fc.pre(isNoPatient(own));
        const before = threadIn(life, userId);
        const after = threadIn(life, userId, (all) => [...all, own]);
        if (before === undefined || after === undefined) return;
        const [without, withIt] = [partsOf(before.thread), partsOf(after.thread)];
        for (const [part, entries] of Object.entries(withIt))
          expect([part, entries.filter((one) => !(without as Record<string, string[]>)[part]?.includes(one))]).toEqual([
            part,
            [],
          ]);
      },
    ),
    runs(150),
  );
});

test('whatever a record holds becomes a page without gaps in its words', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyLife,
      anyUser,
      fc.array(anyResource, { maxLength: 4 }),
      days,
      async (name, userId, more, by) => {
        const life = lifeCalled(name);
        const made = threadIn(life, userId, (all) => [...all, ...more.map((one) => movedTo(one, life.patient, by))]);
        if (made === undefined) return;
        const { thread, opened } = made;
        const { person, read } = opened;
        const { asOf } = read.opening;
        const clinicians = read.reading.clinicians.known ? read.reading.clinicians.value : new Map();
        const html = await threadPage(
          {
            ...{ person, asOf, thread, noticed: [], looked: [], unread: [], isLimited: false, banner: true },
            ...{ names: namesOf(person, asOf, { clinicians }, words), length: 'all' as const },
            links: { prefix: '', language: 'en-GB', pagesLanguage: 'en-GB', launch: 'of=x' },
          },
          words,
        );
        expect(html).not.toMatch(/NaN|Infinity|Invalid/);
        expect(plainText(html)).not.toMatch(/undefined|\bnone\b|\{|\}/);
      },
    ),
    runs(60),
  );
});
