import type { ClinicianKey, Person } from '../../../history/history.ts';
import { everyObject, fields, type JsonObject, objects, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import { currentPractitioners } from '../../record/current-practitioners.ts';
import { isReplaced, linkedPatients } from '../../record/linked-patients.ts';
import { nameOf } from '../../record/names.ts';
import { organisationKey } from '../../record/places.ts';
import { isRestricted } from '../../record/restricted.ts';
import { codingsOf } from '../../terminology/codings.ts';
import { matchable } from '../../terminology/matching-text.ts';
import { livesInCareHome, livesInHospice } from './residence.ts';

/** Maps the Patient, of whom these sets hold `now`; undefined where it was not read. */
export function toPerson(context: Context, now: ReadonlySet<string>): Omit<Person, 'lastRecorded'> | undefined {
  const { patient } = context.record;
  if (patient === undefined) return undefined;
  const { time } = context;
  const records = [patient, ...linkedRecords(context, patient)];
  const own = currentPractitioners(patient, context);
  const named = namedPractitioner(patient, context);
  const practice = own.find((one) => organisationKey(one, patient, context.record) !== undefined);
  return {
    reference: `Patient/${patient.id}`,
    name: nameOf(patient.name),
    gender: patient.gender === 'female' || patient.gender === 'male' ? patient.gender : 'other',
    born: time.middle(patient.birthDate),
    bornBy: time.lastDay(patient.birthDate),
    ...deathIn(records, context),
    active: patient.active !== false,
    replaced: isReplaced(patient),
    preferredLanguage: preferredLanguage(patient),
    needsInterpreter: needsInterpreter(patient),
    restricted: records.some(isRestricted),
    careHome: livesInCareHome(context, now),
    hospice: livesInHospice(context, now),
    namedClinician: named?.key,
    namedSince: named && sinceOf(named.practitioner, context),
    registeredSince: practice && sinceOf(practice, context),
  };
}

/** Whether the person has died, and from which day on that was so, if that can be dated in each record that says it. */
function deathIn(records: readonly JsonObject[], context: Context): Pick<Person, 'deceased' | 'deceasedFrom'> {
  const dead = records.filter((one) => isDeceased(one, context));
  const days = dead.map(({ deceasedDateTime }) => context.time.firstDay(deceasedDateTime));
  const from = days.every((day) => day !== undefined) ? days.toSorted((a, b) => a - b)[0] : undefined;
  return { deceased: dead.length > 0, deceasedFrom: from };
}

/** The clinician whom the Patient names as theirs. */
export function namedClinician(context: Context): ClinicianKey | undefined {
  const { patient } = context.record;
  return patient && namedPractitioner(patient, context)?.key;
}

function namedPractitioner(
  patient: JsonObject,
  context: Context,
): { readonly practitioner: JsonObject; readonly key: ClinicianKey } | undefined {
  for (const practitioner of currentPractitioners(patient, context)) {
    const key = context.people.find(practitioner, patient)?.key;
    if (key !== undefined) return { practitioner, key };
  }
  return undefined;
}

/** The person's Patient resources under other ids, where they came: a restriction or death in one holds for the person. */
function linkedRecords({ sources }: Context, patient: JsonObject): readonly JsonObject[] {
  const { ids } = linkedPatients(patient);
  const patients = ids.length === 0 ? [] : (sources.resources.get('Patient') ?? []);
  return everyObject(patients.filter(({ id }) => ids.includes(id ?? '')));
}

/** `Patient.communication`, or UK Core's (and CareConnect's) NHSCommunication. */
function preferredLanguage(patient: JsonObject): string | undefined {
  const parts = nhsCommunications(patient).map((one) => ({
    language: one.find(({ url }) => url === 'language')?.valueCodeableConcept,
    preferred: one.find(({ url }) => url === 'preferred')?.valueBoolean,
  }));
  const all = [...objects(patient.communication), ...parts];
  const preferred = all.filter((one) => one.preferred === true);
  const tags = (preferred.length > 0 ? preferred : all).flatMap(({ language }) =>
    codingsOf(fields(language) ?? {}).flatMap(({ code }) => languageTag.exec(text(code) ?? '')?.[0] ?? []),
  );
  const [tag] = tags;
  return new Set(tags.map((one) => one.split('-')[0])).size === 1 ? tag : undefined;
}

const languageTag = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

/** FHIR's own extension, or UK Core's (and CareConnect's) NHSCommunication with the part `interpreterRequired`. */
function needsInterpreter(patient: JsonObject): boolean {
  return (
    objects(patient.extension).some(
      ({ url, valueBoolean }) =>
        matchable(text(url) ?? '') === 'http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired' &&
        valueBoolean === true,
    ) ||
    nhsCommunications(patient).some((parts) =>
      parts.some((part) => part.url === 'interpreterRequired' && part.valueBoolean === true),
    )
  );
}

/** The parts of each NHSCommunication. */
function nhsCommunications({ extension }: JsonObject): readonly (readonly JsonObject[])[] {
  return objects(extension)
    .filter(({ url }) => /NHSCommunication(?:-\d)?$/.test(matchable(text(url) ?? '')))
    .map((one) => objects(one.extension));
}

/** The Spine puts the time of a registration into `identifier.period` (PDS FHIR API); of a month or year its last day. */
function sinceOf(practitioner: JsonObject, { time }: Context): number | undefined {
  return time.lastDay(fields(fields(practitioner.identifier)?.period)?.start);
}

/**
 * From the first day that the record can mean: a card about someone who has died is worse than none. A death without a
 * value (`_deceasedDateTime` with an extension such as data-absent-reason), or with one that can't be read, is one too.
 */
export function isDeceased(patient: JsonObject, { time, at }: Pick<Context, 'time' | 'at'>): boolean {
  const { deceasedBoolean = null, deceasedDateTime = null } = patient;
  if (deceasedBoolean !== null && deceasedBoolean !== false) return true;
  if (deceasedDateTime !== null) return (time.firstDay(deceasedDateTime) ?? at.asOf) <= at.asOf;
  if (deceasedBoolean !== null) return false;
  return fields(patient._deceasedBoolean) !== undefined || fields(patient._deceasedDateTime) !== undefined;
}
