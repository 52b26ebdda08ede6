import type { AboutMe } from '../../../history/history.ts';
import { fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { isSubject } from './is-subject.ts';

/** The system of a canonical URL that stands as a code in a set. */
const uris = 'urn:ietf:rfc:3986';
const answered: readonly unknown[] = ['completed', 'amended'];
const observed: readonly unknown[] = ['final', 'amended', 'corrected'];

/**
 * What the person has written about themselves: answered questionnaires and observations of the set `about-me`, by the
 * person alone. Of each only that it is there, its day and by whom is looked at. Observations are looked at where another
 * part had them read.
 */
export function toAboutMe(context: Context): AboutMe[] {
  const { own, codeSets, time } = context;
  const responses = own.questionnaireResponses
    .filter(({ status }) => answered.includes(status))
    .filter((one) => isByPerson([...objects(one.author), ...objects(one.source)], one, context))
    .filter((one) => codeSets.has('about-me', questionnaireOf(one)))
    .flatMap((one) => dated(`QuestionnaireResponse/${one.id}`, time.day(one.authored)));
  const observations = own.observations
    .filter(({ status }) => observed.includes(status))
    .filter((one) => isByPerson(objects(one.performer), one, context))
    .filter(({ code }) => codeSets.has('about-me', code))
    .flatMap((one) => dated(`Observation/${one.id}`, time.day(one.effectiveDateTime) ?? time.day(one.issued)));
  return [...responses, ...observations].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

function dated(reference: string, day: number | undefined): AboutMe[] {
  return day === undefined ? [] : [{ reference, day }];
}

/** Somebody is named as its author, and nobody but the person. */
function isByPerson(by: readonly JsonObject[], one: IdentifiedResource, context: Context): boolean {
  return by.length > 0 && by.every((reference) => isSubject(reference, one, context));
}

/** The questionnaire as a concept: its canonical URL without a version; in STU3 a reference, which may have a display. */
function questionnaireOf({ questionnaire }: IdentifiedResource): JsonObject {
  const reference = fields(questionnaire);
  const url = text(reference?.reference ?? questionnaire)?.split('|')[0];
  const display = text(reference?.display);
  return {
    ...(url !== undefined && { coding: [{ system: uris, code: url }] }),
    ...(display !== undefined && { text: display }),
  };
}
