import { describe, expect, test } from '@jest/globals';
import { given } from '../../support/given.ts';
import { counted } from './counted-person.ts';

const asOf = '2026-11-30';

describe('who is in the report', () => {
  const regular = 'contacts 2024-06-01 to 2026-10-01 every 60 days | dr-ayla';

  test('whoever was registered here through all the months, and nobody else', () => {
    expect(counted(given(regular), asOf, 'people')).toEqual([['included', 1]]);
    const since = (iso: string) => given(regular, `registration since ${iso}`);
    expect(counted(since('2024-12-01'), asOf, 'people')).toEqual([['included', 1]]);
    expect(counted(since('2024-12-02'), asOf, 'people')).toEqual([['newcomer', 1]]);
    expect(counted(given(regular, 'registration since 2015-01-01 | temporary'), asOf, 'people')).toEqual([
      ['newcomer', 1],
    ]);
  });

  test('without a recorded registration whoever came before these months and again in them', () => {
    const unregistered = (contacts: string) => {
      const history = given(contacts);
      return { ...history, person: { ...history.person, registeredSince: undefined } };
    };
    expect(counted(unregistered(regular), asOf, 'people')).toEqual([['included', 1]]);
    expect(counted(unregistered('contacts 2024-06-01 | dr-ayla'), asOf, 'people')).toEqual([['not-seen', 1]]);
    expect(counted(unregistered('contacts 2025-06-01 | dr-ayla'), asOf, 'people')).toEqual([['newcomer', 1]]);
    expect(counted(unregistered(''), asOf, 'people')).toEqual([['not-seen', 1]]);
  });

  test.each([
    ['died', { deceased: true }],
    ['merged', { replaced: true }],
    ['left', { active: false }],
    ['confidential', { restricted: true }],
  ])('%s: counted as left out, and in nothing else', (why, difference) => {
    const history = given(regular);
    const other = { ...history, person: { ...history.person, ...difference } };
    expect(counted(other, asOf, 'people')).toEqual([[why, 1]]);
    expect(counted(other, asOf, 'list')).toEqual([]);
    expect(counted(history, asOf, 'list')).toEqual([['', 1]]);
  });

  test('a record whose contacts could not be read is counted as that', () => {
    expect(counted(given(regular, 'unread contacts'), asOf, 'people')).toEqual([['unread', 1]]);
  });
});

describe('visits by month and list', () => {
  const visits = `
    contacts 2025-03-03 | dr-ayla
             2025-03-17 | dr-noor
             2025-03-18 | nurse-dean
             2025-04-01 | dr-ayla
             2024-11-29 | dr-ayla
             2026-11-30 | dr-ayla
             2026-12-01 | dr-noor`;

  test('those of the list’s people, of them those with its GP, and those of each GP; nurses are no GPs', () => {
    const named = given(visits, 'person named dr-ayla');
    expect(counted(named, asOf, 'month')).toEqual([
      ['dr-ayla 2025-03 own', 1],
      ['dr-ayla 2025-03 people', 1],
      ['dr-ayla 2025-03 visits', 2],
      ['dr-ayla 2025-04 own', 1],
      ['dr-ayla 2025-04 people', 1],
      ['dr-ayla 2025-04 visits', 1],
      ['dr-ayla 2026-11 own', 1],
      ['dr-ayla 2026-11 people', 1],
      ['dr-ayla 2026-11 visits', 1],
    ]);
    expect(counted(named, asOf, 'with')).toEqual([
      ['dr-ayla 2025-03', 1],
      ['dr-ayla 2025-04', 1],
      ['dr-ayla 2026-11', 1],
      ['dr-noor 2025-03', 1],
    ]);
  });

  test('a month that has only begun is left out', () => {
    const months = counted(given(visits, 'person named dr-ayla'), '2026-11-29', 'with');
    expect(months.map(([of]) => of)).toEqual([
      'dr-ayla 2024-11',
      'dr-ayla 2025-03',
      'dr-ayla 2025-04',
      'dr-noor 2025-03',
    ]);
  });

  test('the list is of the GP whom the record names, or of the one seen most', () => {
    const named = given(visits, 'person named dr-noor');
    expect(counted(named, asOf, 'list')).toEqual([['dr-noor', 1]]);
    expect(counted(named, asOf, 'list', { list: 'usual' })).toEqual([['dr-ayla', 1]]);
    expect(counted(given(visits, 'person named nurse-dean'), asOf, 'list')).toEqual([['', 1]]);
    expect(counted(given(visits), asOf, 'list')).toEqual([['', 1]]);
  });

  test('a visit before the GP of the list worked here, or was the person’s, is on nobody’s list', () => {
    const months = (...tables: readonly string[]) =>
      counted(given(visits, 'person named dr-ayla', ...tables), asOf, 'month').map(([of]) => of);
    const later = months('roles dr-ayla | gp | since 2025-04-01');
    expect(later.filter((of) => of.includes('2025-03'))).toEqual([' 2025-03 visits']);
    expect(later.filter((of) => of.includes('2025-04'))).toHaveLength(3);
    expect(months('roles dr-ayla | gp | since 2025-03-01').filter((of) => of.startsWith(' '))).toEqual([]);
    const history = given(visits, 'person named dr-ayla');
    const since = (history.contacts.at(-2)?.day ?? 0) - 30;
    const named = { ...history, person: { ...history.person, namedSince: since } };
    expect(counted(named, asOf, 'month').filter(([of]) => of.startsWith(' ')).length).toBeGreaterThan(0);
  });

  test('contacts that name nobody are counted beside', () => {
    expect(counted(given(visits, 'contacts 2025-05-05, 2025-06-06 | nobody'), asOf, 'nameless')).toEqual([['', 2]]);
  });
});

describe('indices', () => {
  const kinds = (contacts: string) => counted(given(contacts), asOf, 'computability').map(([of]) => of);

  test('of two visits and more; of one, of none, and where too many name nobody it is counted why not', () => {
    expect(kinds('contacts 2025-03-03, 2025-04-03 | dr-ayla')).toEqual([
      'face computed',
      'gp computed',
      'team computed',
    ]);
    expect(kinds('contacts 2025-03-03 | dr-ayla')).toContain('gp one-visit');
    expect(kinds('contacts 2025-03-03 | nurse-dean')).toContain('gp no-visit');
    expect(kinds('contacts 2025-03-03, 2025-04-03 | dr-ayla\n2025-05-05 | nobody')).toContain('gp nameless');
  });

  test('UPC, COC, SECON and MMCI in parts per million, face to face beside all', () => {
    const drawn = given(
      'contacts 2025-03-03, 2025-04-03 | dr-ayla\n2025-05-05 | dr-noor | phone',
      'person born 1940-01-01',
    );
    const found = counted(drawn, asOf, 'index').map(([of]) => of);
    expect(found).toEqual([
      'face coc all 1000000',
      'face mmci all 1000000',
      'face secon all 1000000',
      'face upc all 1000000',
      'gp coc all 333333',
      'gp coc list  333333',
      'gp mmci all 523810',
      'gp secon all 500000',
      'gp upc all 666667',
      'gp upc group 75+ 0 666667',
      'gp upc list  666667',
      'team upc all 1000000',
    ]);
  });

  test('the team is a recorded one, else three people at most', () => {
    const spread = `contacts 2025-01-01, 2025-02-01 | dr-ayla
      2025-03-01, 2025-04-01 | dr-noor
      2025-05-01, 2025-06-01 | nurse-dean
      2025-07-01, 2025-08-01 | dr-wren`;
    const team = (...tables: readonly string[]) =>
      counted(given(spread, ...tables), asOf, 'index').find(([of]) => of.startsWith('team'))?.[0];
    expect(team()).toBe('team upc all 750000');
    expect(team('teams dr-ayla, dr-noor')).toBe('team upc all 500000');
  });
});

describe('how long people have known the GP of their list', () => {
  test.each([
    ['2026-01-15', '<1'],
    ['2025-10-01', '1'],
    ['2022-12-01', '2-3'],
    ['2021-06-01', '4-5'],
    ['2017-01-01', '6-10'],
    ['2012-01-01', '11-15'],
    ['2010-01-02', '>15'],
  ])('since %s: %s years', (first, band) => {
    const history = given(`contacts ${first} | dr-ayla`, 'person named dr-ayla | registered 2005-01-01');
    expect(counted(history, asOf, 'length')).toEqual([[band, 1]]);
  });

  test('since the record names the GP where that is longer, and not at all for whom neither is recorded', () => {
    const history = given('contacts 2026-01-15 | dr-ayla', 'person named dr-ayla');
    const longer = { ...history, person: { ...history.person, namedSince: (history.person.born ?? 0) + 30 * 365 } };
    expect(counted(longer, asOf, 'length')).toEqual([['>15', 1]]);
    expect(counted(given('contacts 2026-01-15 | dr-noor', 'person named dr-ayla'), asOf, 'length')).toEqual([
      ['never-met', 1],
    ]);
    expect(counted(given('contacts 2026-01-15 | dr-noor'), asOf, 'length')).toEqual([['no-list', 1]]);
  });
});

describe('after the usual GP left', () => {
  const left = `
    roles dr-ayla | gp | ended 2026-03-31
    contacts 2023-01-10 to 2026-03-01 every 60 days | dr-ayla`;
  const wentOn = (more = '', day = asOf) => counted(given(left, more), day, 'departed');

  test('whether anyone was met within 90 days, and one GP twice within 183', () => {
    expect(wentOn()).toEqual([
      ['same-twice false', 1],
      ['seen false', 1],
    ]);
    expect(wentOn('contacts 2026-06-29 | nurse-dean')).toContainEqual(['seen true', 1]);
    expect(wentOn('contacts 2026-06-30 | nurse-dean')).toContainEqual(['seen false', 1]);
    expect(wentOn('contacts 2026-05-01, 2026-09-30 | dr-noor')).toContainEqual(['same-twice true', 1]);
    expect(wentOn('contacts 2026-05-01, 2026-10-01 | dr-noor')).toContainEqual(['same-twice false', 1]);
    expect(wentOn('contacts 2026-05-01 | dr-noor\n2026-06-01 | dr-wren')).toContainEqual(['same-twice false', 1]);
  });

  test('only where so many days have passed', () => {
    expect(wentOn('', '2026-06-28')).toEqual([]);
    expect(wentOn('', '2026-06-29')).toEqual([['seen false', 1]]);
    expect(wentOn('', '2026-09-29')).toEqual([['seen false', 1]]);
    expect(wentOn('', '2026-09-30')).toHaveLength(2);
  });

  test('only of a GP who was the usual one', () => {
    expect(wentOn('contacts 2023-01-12 to 2026-03-02 every 20 days | dr-noor')).toEqual([]);
  });
});
