import { describe, expect, test } from '@jest/globals';
import { knownParts } from '#src/detectors/run.ts';
import { type ConditionRow, conditions } from '#src/detectors/signature/conditions.ts';
import { materialOf } from '#src/detectors/signature/learn.ts';
import { settings } from '#src/detectors/signature/settings.ts';
import { isSilent } from '#src/detectors/silence.ts';
import { asKnownOn } from '#src/history/as-known-on.ts';
import { mapLife } from '../../scripts/evaluate/judge/open.ts';
import { groupOf, withCause } from '../../scripts/evaluate/lives/causes/cause.ts';
import { cases } from '../../scripts/evaluate/lives/causes/index.ts';
import { groups } from '../../scripts/evaluate/lives/groups.ts';
import type { Life } from '../../scripts/evaluate/lives/life.ts';
import { randomOf } from '../../scripts/evaluate/lives/random.ts';
import { recordOn } from '../../scripts/evaluate/lives/record.ts';

function lifeOf(group: string, seed: number): Life {
  const found = groups.find(({ name }) => name === group);
  if (found === undefined) throw new Error(group);
  return found.make(randomOf(seed, 0, 0));
}

/** Lives of a line are made as those with the cause are. */
const lines = new Set(cases.filter(({ says }) => says !== withCause).map(groupOf));
const names = groups.map(({ name }) => name).filter((name) => !lines.has(name));

const written = ({ record, practice, openings, truth }: Life) =>
  JSON.stringify({ record: record.versions, staff: practice.record.versions, openings, truth });

describe('made lives', () => {
  test.each(names)('%s: the same seed makes the same life, another seed another', (name) => {
    expect(written(lifeOf(name, 1))).toBe(written(lifeOf(name, 1)));
    expect(written(lifeOf(name, 1))).not.toBe(written(lifeOf(name, 2)));
  });

  test.each(names)('%s: all of the record can be used', (name) => {
    const { reading, unusable } = mapLife(lifeOf(name, 3));
    expect(unusable).toBe(0);
    expect(reading.person.known).toBe(true);
    expect(reading.contacts.known && reading.contacts.value.length).toBeGreaterThan(0);
  });

  test('a life with a prodrome has as many relapses behind it as it says, and one to come that nobody can see', () => {
    const life = lifeOf('prodrome-3', 4);
    const relapses = recordOn(life.record).filter(
      (one) => one.resourceType === 'Condition' && one.code?.coding?.[0]?.code === '191616006',
    );
    expect(relapses).toHaveLength(3);
    expect(life.truth.relapses).toHaveLength(3);
    expect(life.openings.every(({ day }) => day <= (life.truth.next?.day ?? 0) - 3)).toBe(true);
  });
});

test('every sign of both illnesses can be observed in lives with a prodrome, also a visit to someone new', () => {
  const signsOf = (name: string, row: ConditionRow) => {
    const mapped = mapLife(lifeOf(name, 1));
    const day = mapped.life.openings.at(-1)?.day ?? 0;
    const history = knownParts(asKnownOn(mapped.reading, day));
    const thresholds = settings.parse({});
    const material = materialOf(history, row, day, day * 86_400_000, thresholds);
    if (isSilent(material)) return [];
    const { features, settledRows } = material;
    return features.flatMap(({ sign }, column) => (settledRows.some((each) => each[column] !== undefined) ? sign : []));
  };
  expect(signsOf('prodrome-4', conditions.depression)).toEqual(conditions.depression.signs);
  expect(signsOf('prodrome-asthma', conditions.asthma)).toEqual(conditions.asthma.signs);
});

describe('a record on a day', () => {
  test('shows an appointment as booked until its day, and then as it was kept', () => {
    const life = lifeOf('missed-by-person', 5);
    const kept = recordOn(life.record).find((one) => one.resourceType === 'Appointment' && one.status === 'fulfilled');
    const day = life.record.versions.findLast(({ resource }) => resource.id === kept?.id)?.from ?? 0;
    const statusOn = (on: number) =>
      recordOn(life.record, on).flatMap((one) =>
        one.resourceType === 'Appointment' && one.id === kept?.id ? [one.status] : [],
      );
    expect(statusOn(day)).toEqual(['fulfilled']);
    expect(statusOn(day - 1)).toEqual(['booked']);
  });
});
