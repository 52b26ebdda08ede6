import { languages } from '#src/cards/wording/index.ts';
import { detectors } from '#src/detectors/index.ts';

const { descriptions, findings } = languages['en-GB'];

/** fhir-profiles/CodeSystem-detections.json: the topics of cards, for terminology servers. */
export function detectionsCodeSystem(): string {
  const concept = detectors
    .toSorted((a, b) => (a.mark < b.mark ? -1 : 1))
    .map(({ code, mark }) => ({
      code,
      display: findings[code].topic,
      definition: descriptions[code].definition,
      property: [{ code: 'mark', valueCode: mark }],
    }));
  const codeSystem = {
    resourceType: 'CodeSystem',
    id: 'detections',
    url: 'https://secure-base.org/fhir/CodeSystem/detections',
    version: '0.1.0',
    name: 'Detections',
    title: 'Detections',
    status: 'active',
    experimental: false,
    date: '2026-11-29',
    publisher: 'Secure Base',
    description: 'What a card is about: the topic of its source.',
    caseSensitive: true,
    content: 'complete',
    count: concept.length,
    property: [{ code: 'mark', description: 'The catalogue’s mark: its letter is the family', type: 'code' }],
    concept,
  };
  return `${JSON.stringify(codeSystem, null, 2)}\n`;
}
