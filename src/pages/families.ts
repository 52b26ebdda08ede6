/** The families of the catalogue, by the letter of their marks, in words. */
export const families = {
  A: 'When a familiar clinician leaves, or is away',
  B: 'Seeing the same GP',
  C: 'Someone whom colleagues know',
  D: 'Coming late, going quiet',
  E: 'Early signs of a relapse',
  F: 'Much contact, and uneven contact',
  G: 'Symptoms that last',
  H: 'Loss, and news that changes a life',
  I: 'Trust under strain',
  K: 'At a booking, and as a visit ends',
  J: 'For clinicians themselves',
} as const;
