const late = (id: string, onset: string, recorded: string) => ({
  resource: {
    resourceType: 'Condition',
    id,
    subject: { reference: 'Patient/margaret-holloway' },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '49727002', display: 'Cough' }] },
    onsetDateTime: onset,
    recordedDate: recorded,
  },
});

/** Three problems that had been there for long before they were recorded: `late-presentation`, of the lower half. */
export const lateProblems = {
  conditions: {
    resourceType: 'Bundle',
    type: 'searchset',
    total: 3,
    entry: [
      late('c1', '2024-09-01', '2025-01-15'),
      late('c2', '2025-04-01', '2025-08-20'),
      late('c3', '2026-02-01', '2026-06-20'),
    ],
  },
};
