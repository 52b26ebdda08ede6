import type { CarePlan, Condition, DataRequirement, Duration, Extension, TriggerDefinition } from '@medplum/fhirtypes';
import { isoDay } from '../../history/calendar.ts';
import { type About, profile, usable, userOf } from './references.ts';

/** What a shared note of signs starts from. */
interface Start {
  /** Reference of the latest relapse, if it is recorded as a problem. */
  readonly relapse?: string;
  readonly signs: readonly string[];
  readonly windowDays: number;
}

/**
 * E1 and K4: a draft of a shared note of signs, made from the record, for the person and the clinician to edit; it has no
 * effect until they make it active. None if there are no signs to start from.
 */
export function noteOfSigns(
  { relapse, signs: names, windowDays }: Start,
  about: About,
  sayings: readonly string[],
): CarePlan | undefined {
  if (names.length === 0) return undefined;
  const addressed = relapse === undefined ? undefined : usable<Condition>([relapse], 'Condition');
  const author = userOf(about);
  const signs = names.map((sign, i) => signExtension(sayings[i] ?? sign, triggerOf(sign, windowDays)));
  return {
    resourceType: 'CarePlan',
    extension: [
      {
        url: `${profile}/illness-signature`,
        extension: [
          { url: 'minSigns', valueInteger: Math.min(2, names.length) },
          { url: 'window', valueDuration: inDays(windowDays) },
          ...signs,
        ],
      },
    ],
    status: 'draft',
    intent: 'plan',
    category: [{ text: 'Relapse signature (shared)' }],
    description: about.text,
    subject: about.patient,
    created: isoDay(about.opening.asOf),
    ...(author && { author }),
    contributor: [about.patient],
    ...(addressed && { addresses: [addressed] }),
  };
}

function signExtension(text: string, trigger: TriggerDefinition | undefined): Extension {
  const described = { url: 'text', valueString: text };
  return {
    url: 'sign',
    extension: trigger ? [described, { url: 'trigger', valueTriggerDefinition: trigger }] : [described],
  };
}

/** The sign as FHIR data, if it can be expressed so; a shift of a measurement or many visits can't. */
function triggerOf(sign: string, windowDays: number): TriggerDefinition | undefined {
  if (sign === 'medicine-late') return { type: 'named-event', name: 'medicine-not-collected' };
  const data = dataOf(sign);
  if (data === undefined) return undefined;
  const { within, ...requirement } = data;
  return {
    type: 'data-changed',
    data: [{ ...requirement, dateFilter: [{ path: within, valueDuration: inDays(windowDays) }] }],
  };
}

type Data = Pick<DataRequirement, 'type' | 'codeFilter'> & { readonly within: string };

const statuses = 'http://hl7.org/fhir/appointmentstatus';
const classes = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

function dataOf(sign: string): Data | undefined {
  if (sign.startsWith('symptom-')) {
    const valueSet = `https://secure-base.org/fhir/ValueSet/${sign}`;
    return { type: 'Condition', codeFilter: [{ path: 'code', valueSet }], within: 'recordedDate' };
  }
  const coded = (
    type: 'Appointment' | 'Encounter',
    path: string,
    system: string,
    code: string,
    within: string,
  ): Data => ({
    type,
    codeFilter: [{ path, code: [{ system, code }] }],
    within,
  });
  if (sign === 'missed-appointment') return coded('Appointment', 'status', statuses, 'noshow', 'start');
  if (sign === 'emergency-contact') return coded('Encounter', 'class', classes, 'EMER', 'period');
  if (sign === 'phone') return coded('Encounter', 'class', classes, 'VR', 'period');
  return undefined;
}

function inDays(value: number): Duration {
  return { value, unit: 'days', system: 'http://unitsofmeasure.org', code: 'd' };
}
