import { describe, expect, test } from '@jest/globals';
import { repeatedGoodbyes } from '#src/detectors/departures/repeated-goodbyes.ts';
import { resultOf } from '../support/builders.ts';
import { find, given, lifeOf, on } from '../support/given.ts';
import { givesEverySilence } from '../support/silences.ts';
import { staysSilent } from '../support/twins.ts';

const today = on('2026-11-24');
const ames = 'contacts 2021-01-10 to 2022-03-01 every 70 days | dr-ames\nroles dr-ames | ended 2022-03-31';
const bell = 'contacts 2022-04-10 to 2023-07-31 every 70 days | dr-bell\nroles dr-bell | ended 2023-08-31';
const cole = 'contacts 2023-09-10 to 2025-07-31 every 70 days | dr-cole\nroles dr-cole | ended 2025-08-31';
const dean = 'contacts 2025-01-10 to 2026-01-10 every 70 days | dr-dean\nroles dr-dean | ended 2026-01-31';
const since = 'contacts 2025-09-10 to 2026-11-01 every 100 days | dr-wren';
const fired = given(ames, bell, cole, since);
const finding = (...tables: readonly string[]) => find(repeatedGoodbyes, given(...tables), today);

describe('A5 fires', () => {
  test('three GPs whom the person knew well have left in five years', () => {
    const found = find(repeatedGoodbyes, fired, today);
    expect(found).toMatchObject({
      code: 'repeated-goodbyes',
      facts: {
        clinicians: [{ reference: 'dr-ames' }, { reference: 'dr-bell' }, { reference: 'dr-cole' }],
        left: ['2022-03-31', '2023-08-31', '2025-08-31'],
        losses: 3,
        leastVisits: 6,
        since: 2022,
        sinceMove: false,
      },
      notCounted: [],
      span: { from: on('2021-01-10').asOf, to: on('2025-06-01').asOf },
      number: 23,
      unit: 'visits',
      changeKey: '3',
    });
    expect(found?.counted).toEqual([
      ...Array.from({ length: 23 }, (_, i) => `Encounter/${i + 1}`),
      ...['ames', 'bell', 'cole'].map((who) => `PractitionerRole/dr-${who}`),
    ]);
  });

  test('when two have left in two years', () => {
    expect(finding(cole, dean, since)?.facts).toMatchObject({ losses: 2, left: ['2025-08-31', '2026-01-31'] });
  });

  test('and tells two, where two others left too long before', () => {
    const long = ames
      .replaceAll('2022', '2021')
      .replaceAll('2021-01', '2020-01')
      .replace('ended 2021-03-31', 'ended 2021-11-23');
    expect(finding(long, cole, dean, since)?.facts).toMatchObject({ losses: 2 });
    expect(finding(long.replace('2021-11-23', '2021-11-25'), cole, dean, since)?.facts).toMatchObject({ losses: 3 });
  });

  test('when trainees left one after the other, though trainees change over by rule', () => {
    const trainee = (who: string) => `roles ${who} | trainee | ended`;
    const found = finding(
      ames.replace('roles dr-ames | ended', trainee('dr-ames')),
      bell.replace('roles dr-bell | ended', trainee('dr-bell')),
      cole.replace('roles dr-cole | ended', trainee('dr-cole')),
    );
    expect(found?.facts.losses).toBe(3);
  });

  test('and says so when the person came here within the five years', () => {
    const moved = finding(ames, bell, cole, since, 'registration since 2022-01-10');
    expect(moved?.facts).toMatchObject({ losses: 3, sinceMove: true });
    const listed = finding(ames, bell, cole, since, 'person registered 2022-01-10');
    expect(listed?.facts).toMatchObject({ losses: 3, sinceMove: true });
  });

  test('for a child of six, and by thresholds that a site has changed', () => {
    expect(finding(ames, bell, cole, since, 'person born 2020-01-01')).toBeDefined();
    expect(find(repeatedGoodbyes, fired, today, { longLosses: 4 })).toBeUndefined();
    expect(find(repeatedGoodbyes, given(ames, bell, cole, dean), today, { longLosses: 4 })?.facts.losses).toBe(4);
  });
});

describe('A5', () => {
  staysSilent(repeatedGoodbyes, today, [
    {
      silent: 'on two losses in five years',
      because: given(ames, cole, since),
      fires: 'on three',
      with: fired,
    },
    {
      silent: 'on one loss in two years',
      because: given(cole, since),
      fires: 'on two',
      with: given(cole, dean, since),
    },
    {
      silent: 'when the last loss was more than two years ago',
      because: given(
        ames,
        bell,
        cole.replaceAll('2025-07-31', '2024-07-31').replace('2025-08-31', '2024-11-23'),
        since,
      ),
      fires: 'when within two years',
      with: given(ames, bell, cole.replaceAll('2025-07-31', '2024-07-31').replace('2025-08-31', '2024-11-24'), since),
    },
    {
      silent: 'when one of the three still works here',
      because: given(ames, bell, cole, since, 'roles dr-bell'),
      fires: 'when elsewhere',
      with: given(ames, bell, cole, since, 'roles dr-bell | elsewhere'),
    },
    {
      silent: 'when the role of one was made anew',
      because: given(ames, bell, cole, since, 'roles dr-bell | since 2023-09-01'),
      fires: 'when that ended as well',
      with: given(ames, bell, cole, since, 'roles dr-bell | since 2023-09-01 | ended 2023-09-30'),
    },
    {
      silent: 'when one of the three was seen here afterwards',
      because: given(ames, bell, cole, since, 'contacts 2025-01-10 | dr-bell'),
      fires: 'when that was cancelled',
      with: given(ames, bell, cole, since, 'contacts 2025-01-10 | dr-bell | cancelled'),
    },
    {
      silent: 'when an appointment with one of them lies ahead',
      because: given(ames, bell, cole, since, 'bookings 2026-12-10 | dr-cole'),
      fires: 'when it was cancelled',
      with: given(ames, bell, cole, since, 'bookings 2026-12-10 | dr-cole | cancelled'),
    },
    {
      silent: 'when one has seen anyone here since',
      because: given(ames, bell, cole, since, 'activity dr-cole | 20 a week, 2026-03-01 to 2026-10-01'),
      fires: 'when not',
      with: given(ames, bell, cole, since, 'activity dr-cole | 20 a week, 2025-06-01 to 2025-08-31'),
    },
    {
      silent: 'when one is no longer active, but since when is not recorded',
      because: given(ames, bell, cole.replace('ended 2025-08-31', 'inactive'), since),
      fires: 'when it is',
      with: given(ames, bell, cole.replace('ended 2025-08-31', 'inactive | ended 2025-08-31'), since),
    },
    {
      silent: 'when one of the three is a nurse',
      because: given(ames, bell.replaceAll('dr-bell', 'nurse-bell'), cole, since),
      fires: 'when a locum',
      with: given(ames, bell.replaceAll('dr-bell', 'locum-bell'), cole, since),
    },
    {
      silent: 'when one was seen three times',
      because: given(ames, bell.replace('every 70', 'every 200'), cole, since),
      fires: 'when four times',
      with: given(ames, bell.replace('every 70', 'every 150'), cole, since),
    },
    {
      silent: 'when one was seen for less than half a year',
      because: given(ames, bell.replace('2023-07-31 every 70', '2022-10-06 every 50'), cole, since),
      fires: 'when for longer',
      with: given(ames, bell.replace('2023-07-31 every 70', '2022-10-07 every 60'), cole, since),
    },
    ...['cancelled', 'entered in error', 'group', 'vaccination', 'antenatal', 'dialysis', 'elsewhere'].map((how) => ({
      silent: `when the visits with one were ${how}`,
      because: given(ames, bell.replace('| dr-bell', `| dr-bell | ${how}`), cole, since),
      fires: 'when they were by phone',
      with: given(ames, bell.replace('| dr-bell', '| dr-bell | phone'), cole, since),
    })),
    {
      silent: 'when one left in a batch',
      because: given(ames, bell, cole, since, 'roles dr-x | ended 2023-08-31', 'roles dr-y | ended 2023-08-31'),
      fires: 'when two left together',
      with: given(ames, bell, cole, since, 'roles dr-x | ended 2023-08-31', 'roles dr-y | ended 2023-08-30'),
    },
    {
      silent: 'when one left before the person came to this practice',
      because: given(ames, bell, cole, since, 'registration since 2022-04-01'),
      fires: 'when after',
      with: given(ames, bell, cole, since, 'registration since 2022-03-31'),
    },
    {
      silent: 'to one of the three',
      because: fired,
      opening: on('2026-11-24', { user: 'dr-cole' }),
      fires: 'to someone else',
      with: fired,
      twinOpening: on('2026-11-24', { user: 'dr-wren' }),
    },
    {
      silent: 'when roles could not be read for one of the three',
      because: given(ames, bell.replace('ended 2023-08-31', 'unread'), cole, since),
      fires: 'when they could',
      with: fired,
    },
    ...(['contacts', 'bookings', 'roles', 'clinicians'] as const).map((part) => ({
      silent: `while ${part} are unread`,
      because: given(ames, bell, cole, since, `unread ${part}`),
      fires: 'while the teams are',
      with: given(ames, bell, cole, since, 'unread teams, registration, activity'),
    })),
    {
      silent: 'on a new patient, of less than two years',
      because: given(cole, dean, since, 'registration since 2024-11-25'),
      fires: 'after two years',
      with: given(cole, dean, since, 'registration since 2024-11-24'),
    },
    {
      silent: 'when over a fifth of the visits name nobody',
      because: given(ames, bell, cole, since, 'contacts 2024-01-01 to 2024-01-08 every 1 days | nobody'),
      fires: 'when fewer do',
      with: given(ames, bell, cole, since, 'contacts 2024-01-01 to 2024-01-07 every 1 days | nobody'),
    },
  ]);
});

const scene = (...tables: readonly string[]) => ({ life: lifeOf(given(...tables)), opening: today });
const long = { months: 24, longerMonths: 60, needs: 2, needsLonger: 3 };

givesEverySilence(
  repeatedGoodbyes,
  {
    'visits-name-nobody': scene(ames, bell, cole, since, 'contacts 2024-01-01 to 2024-01-08 every 1 days | nobody'),
    'few-goodbyes': { ...scene(ames, cole, since), because: { recent: 1, longer: 2, ...long } },
    'no-recent-goodbye': {
      ...scene(ames, bell, cole.replaceAll('2025-07-31', '2024-07-31').replace('2025-08-31', '2024-11-23'), since),
      because: { months: 24 },
    },
  },
  [
    ['not-counted'],
    ['not-counted'],
    ['not-counted'],
    ['audience'],
    ['another-finding'],
    ['not-counted'],
    ['observed-too-briefly'],
  ],
);

test('A5 counts no departure that is none of a GP, of this practice and of someone else', () => {
  const tables = [
    [ames, cole, since, 'roles dr-cole'],
    [ames, cole.replaceAll('dr-cole', 'nurse-cole'), since],
    [ames, cole, since, 'registration since 2025-09-01'],
  ];
  for (const [i, table] of tables.entries()) {
    const opening = i === 2 ? on('2027-09-02') : today;
    expect(resultOf(repeatedGoodbyes, scene(...table).life, opening)).toMatchObject({
      silent: 'few-goodbyes',
      because: { recent: 0 },
    });
  }
  expect(resultOf(repeatedGoodbyes, lifeOf(fired), on('2026-11-24', { user: 'dr-cole' }))).toMatchObject({
    because: { recent: 0, longer: 2 },
  });
});
