import type { Address, ContactPoint, Identifier } from '@medplum/fhirtypes';
import type { Day, IsoDate } from '#src/history/calendar.ts';
import { isoDay, parseDay } from '#src/history/calendar.ts';
import { choice, chosen } from './choice.ts';

const streets = [
  'Mill Row',
  'Alder Lane',
  'Church Street',
  'Tannery Court',
  'Orchard Close',
  'Weir Road',
  'Chapel Hill',
  'Sycamore Avenue',
  'Ferry Bank',
  'Quarry Road',
] as const;

/** Numbers that begin with 999 are never issued; the tenth digit makes the number valid (modulus 11). */
export function nhsNumber(id: string): Identifier {
  for (let attempt = 0; ; attempt += 1) {
    const nine = `999${String(choice(`NHS number ${attempt} of ${id}`, 1_000_000)).padStart(6, '0')}`;
    const check = (11 - ([...nine].reduce((sum, digit, index) => sum + Number(digit) * (10 - index), 0) % 11)) % 11;
    if (check < 10) return { system: 'https://fhir.nhs.uk/Id/nhs-number', value: `${nine}${check}` };
  }
}

/** A birthday that stays the same as today moves; the year is that of somebody of this age. */
export function born(id: string, age: number, today: Day): IsoDate {
  const dayOfYear = isoDay(choice(`birthday of ${id}`, 365)).slice(4);
  const year = Number(isoDay(today).slice(0, 4)) - age;
  return (parseDay(`${year + age}${dayOfYear}`) ?? today) > today ? `${year - 1}${dayOfYear}` : `${year}${dayOfYear}`;
}

/** ZZ is a postcode area that the Royal Mail does not use. */
export function homeAddress(id: string): Address {
  const street = choice(`street of ${id}`, streets.length);
  const letters = [1, 2].map((n) => 'ABDEFGHJLN'[choice(`postcode ${n} of ${id}`, 10)]).join('');
  return {
    use: 'home',
    line: [`${choice(`house of ${id}`, 90) + 1} ${streets[street]}`],
    city: 'Alderbridge',
    postalCode: `ZZ4 ${street}${letters}`,
    country: 'GBR',
  };
}

/** Numbers that Ofcom sets aside for drama. */
export function telephone(id: string): ContactPoint[] {
  const last = (text: string) => String(choice(`${text} of ${id}`, 1000)).padStart(3, '0');
  const mobile: ContactPoint = { system: 'phone', value: `07700 900${last('mobile')}`, use: 'mobile' };
  const landline: ContactPoint = { system: 'phone', value: `01632 960${last('landline')}`, use: 'home' };
  return chosen(`telephones of ${id}`, [[mobile], [mobile], [mobile, landline], [landline]]);
}
