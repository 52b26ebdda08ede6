import { callOf, daysAgo, encounter, type Family, gp, subject, times } from '../call.ts';
import { depressed, pain, referral, task } from '../resources.ts';

/** Many invitations and referrals with their outcomes; teams, episodes and flags. */
export const requests: readonly Family[] = [
  {
    name: 'invitations of one kind each, and answers',
    call: (n) =>
      callOf({
        prefetch: {
          communications: times(n, (i) => ({
            resourceType: 'Communication',
            id: `k${i}`,
            status: 'completed',
            subject,
            sent: daysAgo(i % 300),
            category: [{ text: 'Reminder' }],
            reasonCode: [{ text: `kind ${i}` }],
          })),
          procedures: times(n, (i) => ({
            resourceType: 'Procedure',
            id: `p${i}`,
            status: 'completed',
            subject,
            performedDateTime: daysAgo(400),
            code: { text: `kind ${i}` },
          })),
        },
      }),
  },
  {
    name: 'invitations and visits',
    call: (n) =>
      callOf({
        prefetch: {
          tasks: times(n, (i) => task(i, { code: { text: 'Reminder' }, description: `kind ${i}` })),
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 700, { type: [{ text: `sort ${i}` }], reasonCode: i % 9 ? undefined : [depressed] }),
          ),
          conditions: times(10, (i) => pain(i, { code: depressed, onsetDateTime: daysAgo(100 + 300 * i) })),
        },
      }),
  },
  {
    name: 'promises that were kept, and visits before they were due',
    call: (n) =>
      callOf({
        prefetch: {
          tasks: times(n, (i) =>
            task(i, {
              code: { text: ['Call back patient', 'Inform patient of result', 'Send letter to patient'][i % 3] },
              restriction: { period: { end: daysAgo(8 + (i % 80)) } },
            }),
          ),
          encounters: [
            ...times(n, (i) => encounter(`e${i}`, 90 + (i % 700))),
            encounter('visit', 1),
            encounter('letter', 2, { type: [{ text: 'Letter to patient' }] }),
          ],
        },
      }),
  },
  {
    name: 'declined invitations',
    call: (n) =>
      callOf({
        prefetch: {
          tasks: times(n, (i) =>
            task(i, { status: i % 2 ? 'rejected' : 'requested', code: { text: 'Reminder' }, description: `kind ${i}` }),
          ),
        },
      }),
  },
  {
    name: 'referrals with results in encounters',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n, (i) => referral(i)),
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 700, {
              basedOn: [{ reference: `ServiceRequest/s${i}` }],
              diagnosis: [{ condition: { reference: `Condition/c${i}` } }],
            }),
          ),
          conditions: times(n, (i) => pain(i, { encounter: { reference: `Encounter/e${i}` } })),
        },
      }),
  },
  {
    name: 'encounters of one referral',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: [referral(0)],
          encounters: times(n, (i) =>
            encounter(`e${i}`, i % 700, {
              basedOn: [{ reference: 'ServiceRequest/s0' }],
              diagnosis: [{ condition: { reference: 'Condition/c0' } }],
            }),
          ),
          conditions: [pain(0)],
        },
      }),
  },
  {
    name: 'one encounter of many referrals with many conditions',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n, (i) => referral(i)),
          encounters: [encounter('e0', 5, { basedOn: times(n, (i) => ({ reference: `ServiceRequest/s${i}` })) })],
          conditions: times(n, (i) => pain(i, { encounter: { reference: 'Encounter/e0' } })),
        },
      }),
  },
  {
    name: 'reasons of referrals',
    call: (n) =>
      callOf({
        prefetch: {
          serviceRequests: times(n, (i) => referral(i, { reasonReference: [{ reference: `Condition/c${i}` }] })),
          conditions: times(n, (i) => pain(i)),
        },
      }),
  },
  {
    name: 'care teams',
    call: (n) =>
      callOf({
        prefetch: {
          careTeams: times(n, (i) => ({
            resourceType: 'CareTeam',
            id: `t${i}`,
            status: 'active',
            subject,
            participant: times(3, (j) => ({ member: { reference: `Practitioner/x${i}-${j}` } })),
          })),
        },
      }),
  },
  {
    name: 'episodes of care',
    call: (n) =>
      callOf({
        prefetch: {
          episodesOfCare: times(n, (i) => ({
            resourceType: 'EpisodeOfCare',
            id: `e${i}`,
            status: 'active',
            patient: subject,
            period: { start: daysAgo(i) },
            careManager: gp,
          })),
        },
      }),
  },
  {
    name: 'losses, each acknowledged in its own visit',
    call: (n) =>
      callOf({
        prefetch: {
          conditions: times(n, (i) =>
            pain(i, {
              code: { text: `Bereavement ${i}` },
              onsetDateTime: daysAgo(20 + (i % 2000)),
              encounter: { reference: `Encounter/e${i}` },
            }),
          ),
          encounters: times(n, (i) => encounter(`e${i}`, 20 + (i % 2000), { type: [{ text: `Bereavement ${i}` }] })),
          familyMemberHistories: times(n, (i) => ({
            resourceType: 'FamilyMemberHistory',
            id: `h${i}`,
            status: 'completed',
            patient: subject,
            relationship: { text: 'Brother' },
            deceasedDate: daysAgo(20 + (i % 2000)),
          })),
        },
      }),
  },
  {
    name: 'relatives',
    call: (n) =>
      callOf({
        patient: { link: times(n, (i) => ({ other: { reference: `RelatedPerson/x${i}` } })) },
        prefetch: {
          relatedPersons: times(n, (i) => ({
            resourceType: 'RelatedPerson',
            id: `r${i}`,
            patient: subject,
            relationship: [{ text: `relation ${i}` }, { text: 'Brother' }],
          })),
        },
      }),
  },
  {
    name: 'flags',
    call: (n) =>
      callOf({
        prefetch: {
          flags: times(n, (i) => ({
            resourceType: 'Flag',
            id: `f${i}`,
            status: 'active',
            subject,
            code: { text: `flag ${i}` },
          })),
        },
      }),
  },
];
