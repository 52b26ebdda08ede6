import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDateTime } from '#src/fhir/record/date-time.ts';
import { localTime } from '#src/fhir/record/local-time.ts';
import { parseDay } from '#src/history/calendar.ts';
import type { Target } from '../target.ts';
import { damaged, textsOf } from '../texts.ts';

const zones = ['Europe/London', 'Pacific/Apia', 'America/St_Johns', 'UTC'];
const anyTime = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
const dateParts = [
  '2026',
  '0000',
  '9999',
  '-',
  '02',
  '30',
  '13',
  'T',
  ' ',
  '24',
  ':',
  '60',
  '.',
  '999',
  'Z',
  '+14:00',
  '-00:00',
  '+99:99',
];

/** Dates and times, as they are and damaged. */
export const dateTime: Target<string> = {
  name: 'date-time',
  inputs: fc.oneof(damaged(anyTime.map((date) => date.toISOString())), textsOf(dateParts)),
  runs: 3000,
  reach: 0.2,
  start: async () => ({
    try: (text) => {
      const parsed = parseDateTime(text);
      const instant = Date.parse(text);
      // Where the platform reads the same format, both agree.
      if (/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/.test(text) && parsed?.day !== undefined && !Number.isNaN(instant))
        assert.equal(parsed.day * 86_400_000 + (parsed.msOfDay ?? 0), instant);
      for (const zone of zones) {
        const { instant: at, day, monthDay, lastDay, middle } = localTime(zone);
        for (const value of [at(text), day(text), monthDay(text), lastDay(text), middle(text), parseDay(text)])
          assert.ok(value === undefined || Number.isInteger(value), `${value} in ${zone}`);
      }
      return parsed !== undefined;
    },
    stop: () => {},
  }),
};
