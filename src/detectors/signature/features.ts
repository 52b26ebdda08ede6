import { hasItemIn, itemsIn } from '../../history/calendar.ts';
import { isIndividualVisit } from '../../history/contact.ts';
import type { Measure } from '../../history/history.ts';
import type { SignName } from './conditions.ts';
import { contactSigns, moreContacts, newClinicians } from './contact-signs.ts';
import type { Feature, Scene, SignEntry } from './feature.ts';
import { isShifted, usualOf } from './measurement.ts';
import { lateMedicine } from './medicine-late.ts';

/** The signs listed for a condition; a score by which relapses are recognised is not a sign as well. */
export function featuresOf(scene: Scene): readonly Feature[] {
  const { row } = scene;
  const contacts = contactSigns(scene);
  return row.signs.flatMap((sign): Feature[] => {
    switch (sign) {
      case 'contacts':
        return [moreContacts(scene, contacts.visits)];
      case 'emergency-contact':
        return [featureOf(sign, contacts.emergencies)];
      case 'phone':
        return [featureOf(sign, contacts.remote)];
      case 'new-clinician':
        return [newClinicians(scene, contacts.visits)];
      case 'missed-appointment':
        return scene.history.bookings === undefined ? [] : [featureOf(sign, missed(scene))];
      case 'medicine-late':
        return scene.history.medicines === undefined ? [] : [lateMedicine(scene)];
      default:
        if (sign === 'phq-9' && row.byScore) return [];
        return [isMeasure(sign) ? shifted(scene, sign) : featureOf(sign, symptoms(scene, sign))];
    }
  });
}

function isMeasure(sign: SignName): sign is Measure {
  return !sign.startsWith('symptom-');
}

function featureOf(sign: SignName, all: readonly SignEntry[]): Feature {
  return { sign, isPresentIn: (period) => hasItemIn(all, period), entriesIn: (period) => itemsIn(all, period) };
}

/** Appointments that the person, not the practice, missed or cancelled. */
function missed({ history, asOf }: Scene): SignEntry[] {
  const marks = (history.bookings ?? []).flatMap(({ day, state, by, reference }) => {
    const isMissed = state === 'missed' ? by !== 'practice' : state === 'cancelled' && by === 'person';
    return isMissed && day !== undefined && day <= asOf ? [{ day, reference, contact: undefined }] : [];
  });
  return inOrder(marks);
}

/** A symptom, recorded as a problem, an observation or the reason of a contact. */
function symptoms({ history, relapseContacts, asOf }: Scene, sign: SignName): SignEntry[] {
  const problems = history.conditions.flatMap(({ groups, review, recorded, reference, contact }) =>
    groups.includes(sign) && !review && recorded !== undefined ? [{ day: recorded, reference, contact }] : [],
  );
  const noted = (history.observations ?? []).flatMap(({ groups, day, reference, contact }) =>
    groups.includes(sign) && day !== undefined ? [{ day, reference, contact }] : [],
  );
  const visits = history.contacts
    .filter(isIndividualVisit)
    .flatMap(({ groups, day, reference }) =>
      groups.includes(sign) && day !== undefined ? [{ day, reference, contact: reference }] : [],
    );
  return inOrder(
    [...problems, ...noted, ...visits].filter((mark) => isIndependent(mark, relapseContacts) && mark.day <= asOf),
  );
}

/** A measurement that is unusual for the person; unobserved without one in the period, or without a usual value. */
function shifted({ history, relapseContacts, settled, thresholds, asOf }: Scene, measure: Measure): Feature {
  const taken = inOrder(
    (history.observations ?? []).flatMap(({ value, day, reference, contact, ...one }) =>
      one.measure === measure && value !== undefined && day !== undefined && day <= asOf
        ? [{ day, reference, contact, value }]
        : [],
    ),
  ).filter((mark) => isIndependent(mark, relapseContacts));
  const calm = settled.flatMap((period) => itemsIn(taken, period));
  const isUsable = calm.length >= thresholds.minMeasured;
  const usual = isUsable ? usualOf(calm.map(({ value }) => value)) : undefined;
  const shift = thresholds.shifts[measure];
  const unusual = usual ? taken.filter(({ value }) => isShifted(value, usual, shift, thresholds.minShift)) : [];
  return {
    sign: measure,
    isPresentIn: (period) => (isUsable && hasItemIn(taken, period) ? hasItemIn(unusual, period) : undefined),
    entriesIn: (period) => itemsIn(unusual, period),
  };
}

function isIndependent({ contact }: SignEntry, relapseContacts: ReadonlySet<string>): boolean {
  return contact === undefined || !relapseContacts.has(contact);
}

function inOrder<T extends SignEntry>(marks: readonly T[]): T[] {
  return marks.toSorted((a, b) => a.day - b.day);
}
