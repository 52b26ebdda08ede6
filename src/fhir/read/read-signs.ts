import type { FhirClient } from '../client/client.ts';
import { unreadReason } from '../client/failure.ts';
import type { RecordMapper, Sources } from '../mappers/index.ts';
import { elementsFor } from '../versions/asked-elements.ts';
import { isFormOf } from '../versions/elements.ts';
import { type FhirVersion, typesIn } from '../versions/index.ts';
import { knownVersion } from './known-version.ts';
import type { ReadCall } from './read-sources.ts';
import { type Source, searchFor } from './searches.ts';

/**
 * Asks once more for what of the person's notes of signs name elements that are not read otherwise, with these: the authors
 * of a note may look for a sign in any element. What a prefetch gave is left as it is.
 */
export async function readSigns(
  call: ReadCall,
  mapper: Pick<RecordMapper, 'elementsOfSigns'>,
  sources: Sources,
  version: FhirVersion,
): Promise<void> {
  const { client, asked, request } = call;
  if (client === undefined || !request.parts.includes('signatures')) return;
  const again = [...mapper.elementsOfSigns(sources)].flatMap(([type, named]) => {
    const source = [...asked].find((one) => one.search !== undefined && typesIn(version, one.type).includes(type));
    const elements = elementsFor(knownVersion(client), type).split(',');
    const missing = named.filter((name) => !elements.some((one) => isFormOf(name, one)));
    return source === undefined || missing.length === 0
      ? []
      : [readAgain(call, client, source, type, [...elements, ...missing].join())];
  });
  await Promise.all(again);
}

async function readAgain(
  { patientIds, pool, unread }: ReadCall,
  client: FhirClient,
  source: Source,
  type: string,
  _elements: string,
): Promise<void> {
  const readOf = (id: string) => client.search(type, { ...searchFor(source, id), _elements });
  const answers = await Promise.all([...patientIds].map(readOf));
  for (const answer of answers) pool.add(answer, source.key);
  const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
  if (failure !== undefined && !unread.has('signatures')) unread.set('signatures', unreadReason(failure));
}
