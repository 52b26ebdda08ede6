import { longDate } from '../element.js';
import { firstOf, inSentence } from './wording.js';

/** Problems, allergies, procedures, flags, measurements and results as rows of the chart. */
export const problems = {
  Condition: (one) => ({
    on: one.recordedDate ?? one.onsetDateTime,
    kind: 'Problem',
    what: [firstOf(one.code), ...courseOf(one)].join(', '),
  }),
  AllergyIntolerance: (one) => ({ on: one.recordedDate, kind: 'Allergy', what: firstOf(one.code) }),
  Flag: (one) => ({ on: one.period?.start, kind: 'Flag', what: firstOf(one.code) }),
  Procedure: (one) => ({
    on: one.performedDateTime ?? one.performedPeriod?.start,
    kind: 'Procedure',
    what: firstOf(one.code),
  }),
  Immunization: (one) => ({ on: one.occurrenceDateTime, kind: 'Procedure', what: firstOf(one.vaccineCode) }),
  Observation: (one) => ({
    on: one.effectiveDateTime ?? one.effectivePeriod?.start,
    kind: 'Measurement',
    what: [firstOf(one.code), recordedValue(one), ...(one.note ?? []).map(({ text }) => text)]
      .filter(Boolean)
      .join(': '),
  }),
  FamilyMemberHistory: (one) => ({
    on: one.date,
    kind: 'Family',
    what: [firstOf(one.relationship), ...(one.condition ?? []).map(({ code }) => firstOf(code))].join(': '),
  }),
};

/** When it began and ended, where that is not the day on which it was recorded. */
function courseOf({ onsetDateTime, abatementDateTime, recordedDate, clinicalStatus, verificationStatus }) {
  const isOver = ['resolved', 'inactive', 'remission'].includes(clinicalStatus?.coding?.[0]?.code);
  const isDoubtful = ['refuted', 'entered-in-error'].includes(verificationStatus?.coding?.[0]?.code);
  return [
    onsetDateTime && onsetDateTime !== recordedDate ? `since ${longDate(onsetDateTime)}` : '',
    abatementDateTime && abatementDateTime !== recordedDate ? `until ${longDate(abatementDateTime)}` : '',
    isOver && !abatementDateTime ? 'over' : '',
    isDoubtful ? inSentence(firstOf(verificationStatus) || 'entered in error') : '',
  ].filter(Boolean);
}

function recordedValue({ valueQuantity, valueString, valueCodeableConcept, valueInteger, component = [] }) {
  if (valueQuantity) return quantity(valueQuantity);
  if (component.length > 0) return componentsOf(component);
  return valueString ?? (firstOf(valueCodeableConcept) || (valueInteger === undefined ? '' : String(valueInteger)));
}

/** `128/82 mmHg`: the parts of one measurement in one unit. */
function componentsOf(component) {
  const values = component.map(({ valueQuantity }) => valueQuantity).filter(Boolean);
  const units = new Set(values.map(unitOf));
  if (units.size === 1) return `${values.map(({ value }) => value).join('/')} ${[...units][0]}`;
  return component.map((one) => `${firstOf(one.code)} ${recordedValue(one)}`).join(', ');
}

function quantity(one) {
  return `${one.value} ${unitOf(one)}`.trim();
}

function unitOf({ unit, code }) {
  return unit ?? code ?? '';
}
