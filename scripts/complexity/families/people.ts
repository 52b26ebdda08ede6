import { type Chart, daysAgo, encounter, home, type Json, times } from '../call.ts';
import { to } from '../resources.ts';

export const gmc = 'https://fhir.hl7.org.uk/Id/gmc-number';
export const sds = 'https://fhir.nhs.uk/Id/sds-user-id';
/** A practitioner with a unique name. */
export const practitioner = (i: number, more: Json = {}): Json => ({
  resourceType: 'Practitioner',
  id: `x${i}`,
  name: [{ family: `F${i}` }],
  ...more,
});
/** The role at the practice of the practitioner with the same index. */
export const role = (i: number, more: Json = {}): Json => ({
  resourceType: 'PractitionerRole',
  id: `r${i}`,
  practitioner: to(`Practitioner/x${i}`),
  organization: home,
  code: [{ text: 'General practitioner' }],
  ...more,
});
/** Encounters, each with a different practitioner. */
export const seen = (n: number): NonNullable<Chart['prefetch']> => ({
  encounters: times(n, (i) => encounter(`e${i}`, i % 900, { participant: [{ individual: to(`Practitioner/x${i}`) }] })),
});
/** An organisation other than the practice. */
export const organisation = (i: number, more: Json): Json => ({ resourceType: 'Organization', id: `o${i}`, ...more });
/** A role that has ended. */
export const left = (days: number) => ({ period: { start: '2001-01-01', end: daysAgo(days) } });
