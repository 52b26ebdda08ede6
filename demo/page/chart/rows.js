import { contacts } from './contacts.js';
import { notes } from './notes.js';
import { people } from './people.js';
import { plans } from './plans.js';
import { problems } from './problems.js';
import { firstOf } from './wording.js';

const describers = { ...contacts, ...problems, ...plans, ...people, ...notes };

/** What the banner shows is no row of its own, unless a card counted it. */
const inBanner = new Set(['AllergyIntolerance', 'CareTeam', 'EpisodeOfCare']);

/**
 * The rows of a chart, newest first, what has no date last. Each has its resource and reference, and the mark of a card:
 * `counted`, or why it was not.
 */
export function rowsOf(entries, evidence, context) {
  return entries
    .map((resource) => {
      const reference = `${resource.resourceType}/${resource.id}`;
      const describe = describers[resource.resourceType] ?? anything;
      const isCounted = evidence.counted.has(reference);
      return {
        resource,
        reference,
        isCounted,
        leftOut: evidence.notCounted.get(reference),
        ...describe(resource, context),
      };
    })
    .filter((row) => row.isCounted || row.leftOut !== undefined || !inBanner.has(row.resource.resourceType))
    .toSorted((a, b) => (b.on ?? '').localeCompare(a.on ?? ''));
}

/** A row for a type that no other one describes, so that nothing is missing that a card counts. */
function anything(resource) {
  const on = resource.date ?? resource.recordedDate ?? resource.period?.start ?? resource.authoredOn;
  const what = firstOf(resource.code) || firstOf(resource.type) || resource.description || resource.name;
  return { on, kind: resource.resourceType, what: typeof what === 'string' ? what : resource.id };
}
