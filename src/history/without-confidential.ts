import { isRestricted } from './contact.ts';
import type { Known, Reading } from './history.ts';
import type { Opening } from './opening.ts';

/**
 * A reading as it would be without whatever may only silence: restricted entries, and those of safeguarding, violence at
 * home and the like. What is given as a reason for silence must hold without them, or it would disclose them.
 */
export function withoutConfidential(reading: Reading): Reading {
  return {
    ...reading,
    contacts: without(reading.contacts, isRestricted),
    bookings: without(reading.bookings, ({ state }) => state === 'restricted'),
    acknowledgements: without(reading.acknowledgements, ({ onlySilences }) => onlySilences === true),
    relatives: without(reading.relatives, ({ doubtful }) => doubtful === true),
    medicines: changed(reading.medicines, (all) => all.map(({ withheldUntil: _, ...medicine }) => medicine)),
    safeguarding: changed(reading.safeguarding, () => []),
    domesticAbuse: changed(reading.domesticAbuse, () => []),
    cautions: changed(reading.cautions, () => []),
  };
}

/** An opening without a visit that may only silence. */
export function openlyOpened(opening: Opening): Opening {
  return opening.visit?.onlySilences ? { ...opening, visit: undefined } : opening;
}

function without<T>(part: Known<readonly T[]>, isConfidential: (one: T) => boolean): Known<readonly T[]> {
  return changed(part, (all) => all.filter((one) => !isConfidential(one)));
}

function changed<T>(part: Known<T>, change: (value: T) => T): Known<T> {
  return part.known ? { known: true, value: change(part.value) } : part;
}
