import { element, longDate } from './element.js';
import { nameOf } from './names.js';

/**
 * What the record holds besides visits: appointments, tasks, relatives, documents and problems. Each is a pair of the
 * resource and what is shown of it; it is marked if a card counted it.
 */
export function renderEntries(record, practice, { counted }) {
  const section = (title, entries) => {
    if (entries.length === 0) return [];
    const list = element('ul', { class: 'ahead' }, ...entries.map(([one, shown]) => entry(shown, isCounted(one))));
    return title === '' ? [list] : [element('h4', {}, title), scrolled(title, list, entries.length)];
  };
  const isCounted = ({ resourceType, id }) => counted.has(`${resourceType}/${id}`);
  return [
    section('', [...appointmentsOf(record, practice), ...tasksOf(record)]),
    section('Family', familyOf(record)),
    section('Documents', [...handoverNotes(record, practice), ...ownWords(record)]),
    section('Problems', problemsOf(record)),
  ].flat();
}

function entry(shown, isCounted) {
  return element('li', {}, shown, isCounted ? element('span', { class: 'counted' }, ' (counted)') : undefined);
}

/** A long list scrolls, so that the visits stay near. */
function scrolled(title, list, count) {
  if (count <= 8) return list;
  return element('div', { class: 'scroll entries', tabindex: '0', role: 'region', 'aria-label': title }, list);
}

function appointmentsOf({ appointments }, practice) {
  return [
    ...appointments
      .filter(({ status }) => status === 'noshow')
      .map((one) => [one, `Appointment of ${longDate(one.start)}: missed`]),
    ...appointments
      .filter(({ status }) => status === 'booked')
      .map((one) => {
        const actors = one.participant
          .map(({ actor }) => actor.reference)
          .filter((actor) => !actor.startsWith('Patient/'));
        const who = actors.map((actor) => nameOf(actor, practice)).join(', ') || 'nobody named yet';
        return [one, `Booked ${longDate(one.start)}: ${one.description.toLowerCase()}, ${who}`];
      }),
  ];
}

function tasksOf({ tasks }) {
  return tasks.map((one) => {
    const due = one.restriction?.period?.end;
    const what = one.code?.text ?? one.description ?? 'a task';
    if (one.code && !due) {
      const declined = one.status === 'rejected' ? ', declined' : '';
      return [one, `Invited on ${longDate(one.authoredOn)}: ${what}${declined}`];
    }
    return [one, `To do${due ? ` by ${longDate(due)}` : ''}: ${what.toLowerCase()}`];
  });
}

function problemsOf({ conditions }) {
  return conditions
    .toSorted((a, b) => b.recordedDate.localeCompare(a.recordedDate))
    .map((one) => {
      const since = one.onsetDateTime !== undefined && one.onsetDateTime !== one.recordedDate;
      const facts = [
        `recorded ${longDate(one.recordedDate)}`,
        ...(since ? [`since ${longDate(one.onsetDateTime)}`] : []),
        ...(one.abatementDateTime && one.abatementDateTime !== one.recordedDate
          ? [`until ${longDate(one.abatementDateTime)}`]
          : []),
      ];
      return [one, `${one.code.text}: ${facts.join(', ')}`];
    });
}

function familyOf({ family, patient }) {
  return family.map((one) => [one.related, relative(one, patient)]);
}

/** A relative as linked: what they are to the person, and what of their own record may matter here. */
function relative({ related, own, stays }, patient) {
  const is = related.relationship[0].coding[0].display;
  const name = own ? `, ${own.name[0].given[0]} ${own.name[0].family}` : '';
  const together = related.address[0].postalCode === patient.address[0].postalCode;
  const facts = [
    own?.deceasedDateTime && `died ${longDate(own.deceasedDateTime)}`,
    ...stays.map(({ period }) => `in hospital since ${longDate(period.start)}`),
    together ? 'same address' : 'another address',
    own && 'own record here',
  ].filter(Boolean);
  return `${is[0].toUpperCase()}${is.slice(1)}${name}: ${facts.join(', ')}`;
}

function handoverNotes({ documents }, practice) {
  return documents.map((one) => {
    const bytes = Uint8Array.from(atob(one.content[0].attachment.data), (character) => character.charCodeAt(0));
    const draft = one.docStatus === 'preliminary' ? ', a draft' : '';
    const who = nameOf(one.author[0].reference, practice);
    const title = `${one.type.text} of ${longDate(one.date.slice(0, 10))}, with ${who}${draft}`;
    return [one, document(title, new TextDecoder().decode(bytes))];
  });
}

function ownWords({ responses }) {
  return responses.map((one) => {
    const title = `About me, ${longDate(one.authored.slice(0, 10))}`;
    return [one, document(title, one.item[0].answer[0].valueString)];
  });
}

function document(title, words) {
  return element('details', { class: 'document' }, element('summary', {}, title), element('p', {}, words));
}
