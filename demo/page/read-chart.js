/** Reads what the page shows of a chart, as an EHR reads its own database. */
export async function readChart(id) {
  const types = [
    'Encounter',
    'Appointment',
    'Condition',
    'Task',
    'CareTeam',
    'DocumentReference',
    'QuestionnaireResponse',
  ];
  const [patient, family, ...rest] = await Promise.all([
    read(`Patient/${id}`),
    readFamily(id),
    ...types.map((type) => search(`${type}?patient=Patient/${id}`)),
  ]);
  const [encounters, appointments, conditions, tasks, teams, documents, responses] = rest;
  return { patient, family, encounters, appointments, conditions, tasks, teams, documents, responses };
}

/** Relatives, with their own records where these are linked, and the hospital stays in those. */
async function readFamily(id) {
  const related = await search(`RelatedPerson?patient=Patient/${id}`);
  return Promise.all(
    related.map(async (one) => {
      const [own] = await search(`Patient?link=RelatedPerson/${one.id}`);
      const stays = own ? await search(`Encounter?patient=Patient/${own.id}&class=IMP`) : [];
      return { related: one, own, stays };
    }),
  );
}

async function search(query) {
  return ((await read(query)).entry ?? []).map((entry) => entry.resource);
}

async function read(path) {
  return (await fetch(`demo/fhir/${path}`)).json();
}
