/** Types that describe the place, its people and its medicines, and so belong to no patient. */
export const sharedTypes: readonly string[] = [
  'Practitioner',
  'PractitionerRole',
  'Organization',
  'Location',
  'Medication',
];
