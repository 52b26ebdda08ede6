import { element, longDate } from '../element.js';
import { medicineOf } from './plans.js';
import { capitalised, firstOf } from './wording.js';

const nhsNumber = 'https://fhir.nhs.uk/Id/nhs-number';

/** The head of a chart: who this is, and what everyone who opens it should know. */
export function renderBanner(person, { patient, entries }, { nameOf, today }) {
  const facts = [
    ['Died', patient.deceasedDateTime && longDate(patient.deceasedDateTime)],
    ['Allergies', listOf(entries, 'AllergyIntolerance', isActive, ({ code }) => firstOf(code))],
    ['Problems', listOf(entries, 'Condition', isActive, ({ code }) => firstOf(code))],
    ['Medicines', listOf(entries, 'MedicationRequest', ({ status }) => status === 'active', medicineOf)],
    ['Named GP', (patient.generalPractitioner ?? []).map(({ reference }) => nameOf(reference)).join(', ')],
    ['Team', teamOf(entries, nameOf)],
    ['Address', addressOf(patient)],
    ['Telephone', (patient.telecom ?? []).find(({ system }) => system === 'phone')?.value],
  ].filter(([, value]) => value);
  return element(
    'div',
    { class: 'banner' },
    element('h2', {}, person.name),
    element('p', { class: 'identity' }, identityOf(patient, today)),
    ...(facts.length > 0 ? [element('dl', {}, ...facts.map(fact))] : []),
  );
}

function fact([term, value]) {
  return element('div', {}, element('dt', {}, term), element('dd', {}, value));
}

function identityOf({ gender, birthDate, deceasedDateTime, identifier = [] }, today) {
  const number = identifier.find(({ system }) => system === nhsNumber)?.value;
  const age = deceasedDateTime ? '' : ` (${ageOn(today, birthDate)})`;
  return [
    capitalised(gender ?? 'sex not recorded'),
    `born ${longDate(birthDate)}${age}`,
    number && `NHS number ${number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3')}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function ageOn(today, birthDate) {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function isActive({ clinicalStatus }) {
  return !['resolved', 'inactive', 'remission'].includes(clinicalStatus?.coding?.[0]?.code);
}

/** Each once, in the order of the record. */
function listOf(entries, type, isNow, wordsOf) {
  const found = entries.filter((one) => one.resourceType === type && isNow(one)).map(wordsOf);
  return [...new Set(found.filter(Boolean).map((words) => capitalised(words)))].join(', ');
}

function teamOf(entries, nameOf) {
  const members = entries
    .filter(({ resourceType }) => resourceType === 'CareTeam')
    .flatMap(({ participant = [] }) => participant.map(({ member }) => nameOf(member.reference)));
  return members.join(', ');
}

function addressOf({ address }) {
  const { line = [], city, postalCode } = address?.[0] ?? {};
  return [...line, city, postalCode].filter(Boolean).join(', ');
}
