import { type Chart, daysAgo, encounter, gp } from '../call.ts';
import { appointment } from '../resources.ts';

/** Texts of encounters, appointments and places, and of the resources they refer to. */
export const textsOfVisits: Readonly<Record<string, (texts: readonly string[]) => Chart>> = {
  'encounter type and reason': (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) =>
        encounter(`e${i}`, i, { type: [{ text }], reasonCode: [{ text }], serviceType: { text } }),
      ),
    },
  }),
  'encounter class and priority': (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) =>
        encounter(`e${i}`, i, {
          class: { code: text },
          priority: { text },
          hospitalization: { dischargeDisposition: { text } },
        }),
      ),
    },
  }),
  'participant display': (texts) => ({
    prefetch: {
      encounters: texts.map((display, i) =>
        encounter(`e${i}`, i, { participant: [{ type: [{ text: display }], individual: { ...gp, display } }] }),
      ),
    },
  }),
  'appointment description': (texts) => ({
    prefetch: {
      appointments: texts.map((text, i) =>
        appointment(i, { description: text, cancelationReason: { text }, participant: [{ actor: { display: text } }] }),
      ),
    },
  }),
  date: (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) => encounter(`e${i}`, i, { period: { start: `${daysAgo(i)}T${text}` } })),
    },
  }),
  reference: (texts) => ({
    prefetch: {
      encounters: texts.flatMap((text, i) =>
        [text, `Practitioner/${text}`, `#${text}`, `urn:uuid:${text}`, `Practitioner?identifier=${text}|${text}`].map(
          (reference, j) =>
            encounter(`e${i}-${j}`, i, {
              participant: [{ individual: { reference } }],
              serviceProvider: { reference },
              appointment: [{ reference }],
            }),
        ),
      ),
    },
  }),
  'organisation name': (texts) => ({
    included: [{ resourceType: 'Organization', id: 'home', name: texts.join('') }],
    prefetch: { encounters: texts.map((display, i) => encounter(`e${i}`, i, { serviceProvider: { display } })) },
  }),
  'place kind': (texts) => ({
    prefetch: {
      encounters: texts.map((text, i) =>
        encounter(`e${i}`, 1, { location: [{ physicalType: { text }, location: { reference: `Location/l${i}` } }] }),
      ),
    },
    included: texts.map((text, i) => ({ resourceType: 'Location', id: `l${i}`, type: [{ text }] })),
  }),
};
