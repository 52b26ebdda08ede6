import { type Chart, daysAgo, encounter, home, type Json, times } from '../call.ts';
import { to } from '../resources.ts';

/** National registers. */
export const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
export const sds = 'https://fhir.nhs.uk/Id/sds-user-id';
/** A practitioner of a name of their own. */
export const practitioner = (i: number, more: Json = {}): Json => ({
  resourceType: 'Practitioner',
  id: `x${i}`,
  name: [{ family: `F${i}` }],
  ...more,
});
/** A role at the practice, of the practitioner of the same place. */
export const role = (i: number, more: Json = {}): Json => ({
  resourceType: 'PractitionerRole',
  id: `r${i}`,
  practitioner: to(`Practitioner/x${i}`),
  organization: home,
  code: [{ text: 'General practitioner' }],
  ...more,
});
/** Encounters, each with another of these practitioners. */
export const seen = (n: number): NonNullable<Chart['prefetch']> => ({
  encounters: times(n, (i) => encounter(`e${i}`, i % 900, { participant: [{ individual: to(`Practitioner/x${i}`) }] })),
});
/** An organisation; none of them is the practice itself. */
export const organisation = (i: number, more: Json): Json => ({ resourceType: 'Organization', id: `o${i}`, ...more });
/** A role that ended so many days ago. */
export const left = (days: number) => ({ period: { start: '2001-01-01', end: daysAgo(days) } });
