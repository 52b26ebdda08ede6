import type { DocumentReference, QuestionnaireResponse } from '@medplum/fhirtypes';
import type { Finding } from '#src/detectors/detector.ts';
import { isoDay } from '#src/history/calendar.ts';
import { morning, person } from '../entries.ts';
import type { Cause } from './cause.ts';
import { left } from './departures.ts';
import { wronglyEntered } from './everyone.ts';
import { first } from './familiarity.ts';
import { enter } from './meet.ts';
import { palliative } from './palliative.ts';

/** Whether a finding has a fact from which a card makes a sentence. */
export const has = (fact: string) => (finding: Finding) => finding.facts[fact] !== undefined;

/** A note for whoever comes next, written some days `before` the departure. */
interface Note {
  readonly before: number;
  readonly author: string;
  readonly more: Partial<DocumentReference>;
}

type Departure = ReturnType<typeof left.plan>;
const url = 'https://secure-base.org/fhir';

export const note: Cause<Departure & Note> = {
  code: 'usual-clinician-left',
  sentence: { name: 'handover note in `usual-clinician-left`', isIn: has('note') },
  plan: (random) => ({ ...left.plan(random), before: random.integer(1, 40), author: 'usual', more: {} }),
  write: (scene, plan) => {
    left.write(scene, plan);
    const ago = (plan.how.until ?? 0) + plan.before;
    const document: DocumentReference = {
      resourceType: 'DocumentReference',
      status: 'current',
      docStatus: 'final',
      type: { coding: [{ system: `${url}/CodeSystem/document-types`, code: 'handover-note' }] },
      subject: person,
      date: morning(scene.on - ago),
      author: [{ reference: `Practitioner/${plan.author}` }, person],
      content: [{ attachment: { contentType: 'text/plain' } }],
      ...plan.more,
    };
    return [enter(scene, ago, document)];
  },
  lines: [
    ...wronglyEntered,
    { says: 'a draft', change: () => ({ more: { docStatus: 'preliminary' } }) },
    { says: 'superseded', change: () => ({ more: { status: 'superseded' } }) },
    { says: 'by someone who is still here', change: () => ({ author: 'third' }) },
    { says: 'another document', change: () => ({ more: { type: { text: 'Letter' } } }) },
  ],
};

/** What the person has written, in days before the opening. */
interface AboutMe {
  readonly written: number;
  readonly more: Partial<QuestionnaireResponse>;
}

/** A cause after which the person has written about themselves. */
function withAboutMe<P extends object>(cause: Cause<P>): Cause<P & AboutMe> {
  return {
    code: cause.code,
    sentence: { name: `‘about me’ in \`${cause.code}\``, isIn: has('aboutMe') },
    plan: (random) => ({ ...cause.plan(random), written: random.integer(1, 700), more: {} }),
    write: (scene, plan) => {
      cause.write(scene, plan);
      const response: QuestionnaireResponse = {
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        questionnaire: `${url}/Questionnaire/about-me`,
        subject: person,
        author: person,
        authored: isoDay(scene.on - plan.written),
        ...plan.more,
      };
      return [enter(scene, plan.written, response)];
    },
    lines: [...wronglyEntered, ...linesOfAboutMe] as Cause<P & AboutMe>['lines'],
  };
}

const linesOfAboutMe: Cause<AboutMe>['lines'] = [
  { says: 'over two years old', change: (_, random) => ({ written: random.integer(740, 1400) }) },
  { says: 'not finished', change: () => ({ more: { status: 'in-progress' } }) },
  {
    says: 'written by a clinician or a relative',
    change: (_, random) => ({
      more: { author: { reference: random.pick(['Practitioner/usual', 'RelatedPerson/1']) } },
    }),
  },
  {
    says: 'another questionnaire',
    change: () => ({ more: { questionnaire: 'https://example.org/Questionnaire/smoking' } }),
  },
];

export const aboutMe = {
  whenLeft: withAboutMe(left),
  whenFirstMet: withAboutMe(first),
  inPalliativeCare: withAboutMe(palliative),
} as const;
