import { type Chart, encounter, gp, home } from '../call.ts';

/** Names, numbers and roles. */
export const textsOfPeople: Readonly<Record<string, (texts: readonly string[]) => Chart>> = {
  identifier: (texts) => ({
    prefetch: {
      encounters: texts.map((value, i) =>
        encounter(`e${i}`, i, {
          participant: [{ individual: { identifier: { system: 'https://fhir.hl7.org.uk/Id/gmc-number', value } } }],
        }),
      ),
    },
    included: texts.map((value, i) => ({
      resourceType: 'Practitioner',
      id: `x${i}`,
      identifier: [
        { system: value, value },
        { system: 'https://fhir.nhs.uk/Id/sds-user-id', value },
      ],
    })),
  }),
  'practitioner name': (texts) => ({
    included: texts.map((text) => ({
      resourceType: 'Practitioner',
      id: 'gp',
      name: [{ family: text, given: [text], prefix: [text], text }],
    })),
  }),
  'patient name': (texts) => ({ patient: { name: texts.map((text) => ({ family: text, given: [text], text })) } }),
  'role code': (texts) => ({
    included: texts.map((text, i) => ({
      resourceType: 'PractitionerRole',
      id: `r${i}`,
      practitioner: gp,
      organization: home,
      code: [{ text }],
    })),
  }),
};
