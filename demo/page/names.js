/** The name of the member of staff that a reference means. */
export function nameOf(reference, practice) {
  const id = reference.split('/')[1].replace(/^role-/, '');
  return practice.staff.find((one) => one.id === id)?.name ?? reference;
}
