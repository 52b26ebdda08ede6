import { ago, doctor, episode, snomed, subject, visit } from '../support/days-ago.ts';
import { home, relatedPerson, relativeRecord } from '../support/family.ts';

/** Job codes of the UK's Spine Directory. */
const sds = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-SDSJobRoleName';

/** The role of `Practitioner/d` here, a GP's, with what differs. */
export const roleOf = (difference: object = {}) => ({
  resourceType: 'PractitionerRole',
  id: 'rd',
  active: true,
  practitioner: { reference: 'Practitioner/d' },
  organization: { reference: 'Organization/home' },
  code: [{ coding: [{ system: sds, code: 'R0260', display: 'General Medical Practitioner' }] }],
  ...difference,
});
export const job = (code: string, display: string) => ({ code: [{ coding: [{ system: sds, code, display }] }] });

export const patient = (difference: object = {}) => ({
  resourceType: 'Patient',
  id: 'p',
  gender: 'male',
  birthDate: '1949-03-03',
  name: [{ prefix: ['Mr'], given: ['Arnold'], family: 'Wood' }],
  managingOrganization: { reference: 'Organization/home' },
  address: home,
  ...difference,
});

/** A note of early signs in his own words. */
export const note = {
  resourceType: 'CarePlan',
  id: 'note',
  status: 'active',
  intent: 'plan',
  subject,
  created: ago(120),
  author: { reference: 'Practitioner/d' },
  contributor: [subject],
  note: [{ text: 'When I stop sleeping, ring me.' }],
  extension: [
    {
      url: 'https://secure-base.org/fhir/StructureDefinition/illness-signature',
      extension: [
        { url: 'minSigns', valueInteger: 1 },
        { url: 'window', valueDuration: { value: 28, code: 'd' } },
        {
          url: 'sign',
          extension: [
            { url: 'text', valueString: 'sleeping badly' },
            {
              url: 'trigger',
              valueTriggerDefinition: {
                type: 'data-changed',
                data: [
                  {
                    type: 'Condition',
                    codeFilter: [{ path: 'code', code: [{ code: '193462001', system: 'http://snomed.info/sct' }] }],
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
};

const organisation = { resourceType: 'Organization', id: 'home', name: 'The Practice' };
const lowSpell = (days: number) => ({
  resourceType: 'Condition',
  id: `low${days}`,
  subject,
  code: snomed('35489007', 'Depressive disorder'),
  clinicalStatus: { coding: [{ code: 'resolved' }] },
  onsetDateTime: ago(days),
  abatementDateTime: ago(days - 40),
  recordedDate: ago(days),
});

/** A widower with a low spell, a note, visits and all that reads his GP's role. */
export const widower: readonly object[] = [
  organisation,
  doctor,
  episode,
  ...[30, 200, 300, 420].map((days) => visit(days)),
  relatedPerson('w', 'WIFE'),
  relativeRecord('wife', 'w', { deceasedDateTime: ago(600) }),
  lowSpell(500),
  note,
];
