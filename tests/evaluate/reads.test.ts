import { describe, expect, test } from '@jest/globals';
import { consultingWeeks, sourcesOf } from '../../scripts/evaluate/judge/reads.ts';
import { sceneOf } from '../../scripts/evaluate/lives/causes/begin.ts';
import { close, home, kin } from '../../scripts/evaluate/lives/causes/family.ts';
import { at, enter, meet } from '../../scripts/evaluate/lives/causes/meet.ts';
import { usualSetting, workersOf } from '../../scripts/evaluate/lives/causes/scene.ts';
import { randomOf } from '../../scripts/evaluate/lives/random.ts';
import { recordOn } from '../../scripts/evaluate/lives/record.ts';

const setting = { ...usualSetting(randomOf(1)), visits: 0 };
const scene = () => sceneOf(randomOf(2), setting);

describe('what a server would be asked for', () => {
  test('a relative’s own record is kept apart from the person’s', () => {
    const life = scene();
    const [key = '', link = ''] = kin(life, { relation: close[0], died: 30, record: { address: [home] } });
    const [child = ''] = kin(life, { relation: 'DAU', turned: true, born: 3000 });
    enter(life, 9, {
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { code: 'IMP' },
      subject: { reference: child },
      period: { start: at(life, 9, 8) },
    });
    const { patient, resources, relatives } = sourcesOf(recordOn(life.record));
    expect(patient?.id).toBe('p');
    expect(resources.get('Patient')).toHaveLength(1);
    expect(resources.get('Encounter')).toBeUndefined();
    expect(resources.get('RelatedPerson')?.map(({ id }) => `RelatedPerson/${id}`)).toEqual([link]);
    expect(relatives?.patients.map(({ id }) => `Patient/${String(id)}`)).toEqual([key, child]);
    expect(relatives?.roles).toHaveLength(1);
    expect(relatives?.children.get(child.replace('Patient/', ''))?.encounters).toHaveLength(1);
  });

  test('a relative lives until the day of their death', () => {
    const life = scene();
    kin(life, { relation: 'SPS', died: 30 });
    const deathOn = (ago: number) =>
      sourcesOf(recordOn(life.record, life.on - ago)).relatives?.patients[0]?.deceasedDateTime;
    expect(deathOn(31)).toBeUndefined();
    expect(deathOn(30)).toBe(new Date((life.on - 30) * 86_400_000).toISOString().slice(0, 10));
  });

  test('whether a doctor was here is known for the weeks of the person’s visits, and only of one often seen', () => {
    const life = scene();
    for (const ago of [20, 60, 100, 140]) meet(life, ago);
    meet(life, 30, { who: 'other' });
    const workers = workersOf({ usual: { away: [70, 10], unrecorded: true }, other: {} }, life.on);
    const weeks = consultingWeeks(workers, sourcesOf(recordOn(life.record)).resources);
    const usual = weeks.get('Practitioner/usual');
    expect(weeks.has('Practitioner/other')).toBe(false);
    expect(usual?.known && usual.value.map(({ rows }) => rows.length > 0)).toHaveLength(5);
    expect(usual?.known && usual.value.filter(({ rows }) => rows.length > 0)).toHaveLength(2);
  });
});
