/** What an EHR may have of one person. */
const types = [
  'AllergyIntolerance',
  'Appointment',
  'CarePlan',
  'CareTeam',
  'Communication',
  'Condition',
  'DocumentReference',
  'Encounter',
  'EpisodeOfCare',
  'FamilyMemberHistory',
  'Flag',
  'Immunization',
  'MedicationDispense',
  'MedicationRequest',
  'Observation',
  'Procedure',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
];

/**
 * Reads what the page shows of a chart, as an EHR reads its own database: the person, what is recorded of them, and their
 * relatives.
 */
export async function readChart(id) {
  served ??= readServed();
  const here = await served;
  const [patient, relatives, ...found] = await Promise.all([
    read(`Patient/${id}`),
    readRelatives(id),
    ...types.filter((type) => here.has(type)).map((type) => search(`${type}?patient=Patient/${id}`)),
  ]);
  return { patient, relatives, entries: [...found.flat(), ...relatives.map(({ related }) => related)] };
}

/** The types that the EHR's server has; it refuses others. */
let served;

async function readServed() {
  const { rest } = await read('metadata');
  return new Set(rest.flatMap(({ resource }) => resource.map(({ type }) => type)));
}

/** The resources that these references mean and that the chart does not have yet, such as the post of a clinician. */
export async function readOthers(references, { patient, entries }) {
  const present = new Set([patient, ...entries].map(({ resourceType, id }) => `${resourceType}/${id}`));
  const missing = [...references].filter((one) => !present.has(one));
  const found = await Promise.all(missing.map(read));
  return found.filter(({ resourceType }) => resourceType !== 'OperationOutcome');
}

/** Relatives, with their own records where these are linked, and the hospital stays in those. */
async function readRelatives(id) {
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
  return ((await read(`${query}&_count=1000`)).entry ?? []).map((entry) => entry.resource);
}

async function read(path) {
  return (await fetch(`demo/fhir/${path}`)).json();
}
