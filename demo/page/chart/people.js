import { longDate } from '../element.js';
import { capitalised, firstOf } from './wording.js';

/** Relatives, the team and the posts of clinicians as rows of the chart. */
export const people = {
  RelatedPerson: (one, { relatives, patient }) => relativeRow(one, relatives, patient),
  CareTeam: (one, { nameOf }) => ({
    on: one.period?.start,
    kind: 'Team',
    what: `Looked after by ${(one.participant ?? []).map(({ member }) => nameOf(member.reference)).join(', ')}`,
  }),
  PractitionerRole: (one, { nameOf, today }) => postRow(one, nameOf, today),
};

/** What a relative is to the person, and what of their own record may matter here. */
function relativeRow(one, relatives, patient) {
  const { own, stays = [] } = relatives.find(({ related }) => related.id === one.id) ?? {};
  const name = own ? `, ${own.name[0].given[0]} ${own.name[0].family}` : '';
  const postcode = one.address?.[0]?.postalCode;
  const facts = [
    own?.deceasedDateTime && `died ${longDate(own.deceasedDateTime)}`,
    ...stays.map(({ period }) => `in hospital since ${longDate(period.start)}`),
    postcode && (postcode === patient.address?.[0]?.postalCode ? 'same address' : 'another address'),
    own && 'own record here',
  ].filter(Boolean);
  const what = `${capitalised(firstOf(one.relationship))}${name}: ${facts.join(', ')}`;
  return { on: own?.deceasedDateTime ?? stays[0]?.period.start, kind: 'Family', what };
}

function postRow({ period = {}, practitioner, code }, nameOf, today) {
  const post = firstOf(code) || 'post here';
  const ends = period.end && `${period.end <= today ? 'ended' : 'ends'} on ${longDate(period.end)}`;
  const began = period.start && `since ${longDate(period.start)}`;
  return {
    on: period.end ?? period.start,
    kind: 'Staff',
    what: `${post}: ${ends ?? began}`,
    who: nameOf(practitioner.reference),
  };
}
