/** What the terminal shows to whoever has started the demonstration. */
export function welcome(url: string, areTokensNeeded: boolean): string {
  const call = {
    hook: 'patient-view',
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    fhirServer: `${url}/demo/fhir`,
    context: { userId: 'Practitioner/dr-wren', patientId: 'amina-khan' },
  };
  const asEhr = areTokensNeeded
    ? '  Call it as an EHR does: every call needs a token of your clients’ file;\n  docs/integrate.md has one to run.'
    : `  Call it as an EHR does:\n\n    curl -s ${url}/cds-services/secure-base-patient-view \\\n      -H 'content-type: application/json' \\\n      -d '${JSON.stringify(call)}'`;
  return `
Secure Base is ready, with a practice of fictional people:

    ${url}/demo

  Choose who is logged in, and open Mrs Khan’s chart.

${asEhr}

  What it looks for: ${url}/detections
  Documentation: README.md, and docs/integrate.md for an EHR.
  Ctrl+C ends it.
`;
}
