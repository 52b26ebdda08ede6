import { callOf, daysAgo, encounter, type Family, times } from '../call.ts';
import { appointment, depressed, pain } from '../resources.ts';

/** Many encounters and appointments. */
export const visits: readonly Family[] = [
  {
    name: 'tiny encounters',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => encounter(`e${i}`, i % 3000)) } }),
  },
  {
    name: 'encounters of one day',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => encounter(`e${i}`, 5)) } }),
  },
  {
    name: 'encounters of one day, each with another clinician',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 5, { participant: [{ individual: { reference: `Practitioner/x${i}` } }] }),
          ),
        },
      }),
  },
  {
    name: 'encounters, each with another clinician',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 3000, { participant: [{ individual: { reference: `Practitioner/x${i}` } }] }),
          ),
        },
      }),
  },
  {
    name: 'encounters and attended appointments of one day',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) => encounter(`e${i}`, 5)),
          appointments: times(n, (i) =>
            appointment(i, { start: daysAgo(5), participant: [{ actor: { reference: `Practitioner/x${i}` } }] }),
          ),
        },
      }),
  },
  {
    name: 'encounters that name one appointment of many clinicians',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) => encounter(`e${i}`, 5, { appointment: [{ reference: 'Appointment/a0' }] })),
          appointments: [
            appointment(0, { participant: times(n, (i) => ({ actor: { reference: `Practitioner/x${i}` } })) }),
          ],
        },
      }),
  },
  {
    name: 'long stays in hospital',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 5, { class: { code: 'IMP' }, period: { start: '0001-01-01', end: daysAgo(500) } }),
          ),
          appointments: times(20, (i) => appointment(i, { status: 'noshow', start: daysAgo(i) })),
        },
      }),
  },
  {
    name: 'short stays in hospital and relapses',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 100 + i * 9, {
              class: { code: 'IMP' },
              reasonCode: [depressed],
              period: { start: daysAgo(100 + i * 9), end: daysAgo(96 + i * 9) },
            }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
  {
    name: 'pregnancies and visits',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) => pain(i, { code: { text: 'Pregnancy' }, recordedDate: daysAgo(300 + i) })),
          encounters: times(n, (i) => encounter(`e${i}`, 300 + i)),
        },
      }),
  },
  {
    name: 'missed and kept appointments of one day',
    call: (n) =>
      callOf({
        prefetch: {
          appointments: times(n, (i) =>
            appointment(i, { status: i % 2 ? 'noshow' : 'fulfilled', start: daysAgo(30), description: `x${i}` }),
          ),
        },
      }),
  },
  {
    name: 'missed appointments',
    call: (n) =>
      callOf({
        prefetch: {
          appointments: times(n, (i) =>
            appointment(i, { status: 'noshow', start: daysAgo(i % 1000), description: `x${i}` }),
          ),
        },
      }),
  },
  {
    name: 'empty resources',
    call: (n) => callOf({ prefetch: { encounters: times(n, (i) => ({ resourceType: 'Encounter', id: `e${i}` })) } }),
  },
  {
    name: 'early dates',
    call: (n) =>
      callOf({
        prefetch: {
          encounters: times(n, (i) =>
            encounter(`e${i}`, 5, {
              period: {
                start: `${String(1 + (i % 1900)).padStart(4, '0')}-01-01T10:${String(i % 60).padStart(2, '0')}:00`,
              },
            }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
];
