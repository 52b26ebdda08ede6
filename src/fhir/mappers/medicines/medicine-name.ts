import { fields, type JsonObject, objects, objectsAt, text } from '../../json.ts';
import type { Context } from '../../record/context.ts';
import type { IdentifiedResource } from '../../record/record.ts';
import { type CodeSetName, medicineSets } from '../../terminology/code-set-names.ts';
import type { CodeSets } from '../../terminology/code-sets.ts';
import { canonicalSystem } from '../../terminology/code-systems.ts';
import { codesOf, codingsOf } from '../../terminology/codings.ts';
import { oncePerConcept } from '../../terminology/concepts.ts';
import { matchable } from '../../terminology/matching-text.ts';

/** How a request or dispense names its medicine. */
export interface MedicineName {
  /** Its ingredients and codes; medicines that share one are the same. */
  readonly keys: readonly string[];
  readonly name: string | undefined;
  readonly groups: readonly CodeSetName[];
}

const forms = ['form-inhaled', 'form-local', 'form-oral'] as const;
type Form = (typeof forms)[number];

/** Reads the medicine of requests and dispenses; undefined where it has neither code nor name. */
export function medicineNames(context: Context): (resource: IdentifiedResource) => MedicineName | undefined {
  const { codeSets } = context;
  const formOf = oncePerConcept((concept) => forms.find((form) => codeSets.has(form, concept)));
  const reader = (form: Form | undefined) => oncePerConcept((concept) => nameOf(concept, form, codeSets));
  const readers = new Map([undefined, ...forms].map((form) => [form, reader(form)]));
  return (resource) => {
    const concept = medicineConcept(resource, context);
    if (concept === undefined) return undefined;
    const form = formOf(concept) ?? dosages(resource).map(formOf).find(Boolean);
    const name = readers.get(form)?.(concept);
    return name?.keys.length === 0 ? undefined : name;
  };
}

/** The concept of the medicine, also of a referenced Medication; if that was not read, the reference's display. */
export function medicineConcept(resource: JsonObject, { version, record }: Context): JsonObject | undefined {
  const { concept, reference } = version.medicine;
  const [direct] = objectsAt(resource, concept);
  if (direct !== undefined) return direct;
  const [pointer] = objectsAt(resource, reference);
  const code = pointer && fields(record.follow(pointer, resource)?.resource?.code);
  if (code !== undefined) return code;
  const display = text(pointer?.display);
  return display === undefined ? undefined : { text: display };
}

function dosages({ dosageInstruction }: JsonObject): JsonObject[] {
  return objects(dosageInstruction).flatMap(({ route, text: words }) => [...objects(route), { text: words }]);
}

/** Whether the code system is one of reasons for absent data. */
function isAbsent(code: string): boolean {
  return code.includes('data-absent-reason') || code.includes('v3-NullFlavor');
}

const atc = 'http://www.whocc.no/atc|';

/** ATC codes of fewer than seven characters are classes of medicines. */
function isOneMedicine(code: string): boolean {
  return !code.startsWith(atc) || code.length >= atc.length + 7;
}

/** An inhaler, a cream and a tablet of one ingredient are three medicines. */
function nameOf(concept: JsonObject, form: Form | undefined, codeSets: CodeSets): MedicineName {
  const words = [concept.text, ...codingsOf(concept).map(({ display }) => display)];
  const texts = words.flatMap((one) => text(one)?.trim() || []);
  const kind = form === undefined || form === 'form-oral' ? '' : ` (${form})`;
  const ingredients = texts.flatMap((one) => ingredientOf(one) ?? []).map((one) => `${one}${kind}`);
  return {
    keys: [...new Set([...ingredients, ...codesOf(concept).filter((code) => !isAbsent(code) && isOneMedicine(code))])],
    name: texts[0],
    groups: groupsOf(concept, form, codeSets),
  };
}

/** By ATC code if there is one, else by code or words; for some sets the form decides too. */
function groupsOf(concept: JsonObject, form: Form | undefined, codeSets: CodeSets): readonly CodeSetName[] {
  const classes = codingsOf(concept).filter(({ system }) => canonicalSystem(String(system)) === atc.slice(0, -1));
  if (classes.length > 0) {
    const coding = classes.map(({ system, code }) => ({ system, code }));
    return codeSets.setsOf({ coding }, medicineSets);
  }
  return codeSets.setsOf(concept, medicineSets).filter((set) => {
    if (set === 'inhaled-steroid') return form === 'form-inhaled';
    return set === 'oral-steroid' ? form === 'form-oral' : form !== 'form-local';
  });
}

/** Prefixes of RxNorm names: `24 HR`, `120 ACTUAT`, `3 ML`, `NDA020800`. */
const pack = /^(?:(?:nda\d+|\d[\d.]* ?(?:hr|ml|mg|actuat|unt)) )+/;
/**
 * From the strength or the form to the end. The lookbehind makes a long run of spaces, commas and brackets match at its
 * start only, so that it is scanned once (CWE-1333).
 */
const strength =
  /(?<![ ,(])[ ,(]+(?:\d|tablet|capsule|oral|inject|inhal|solution|suspension|cream|ointment|gel|lotion|patch|transdermal|powder|spray|drop|nasal|modified|extended|delayed|prolonged|gastro|dispersible|effervescent|sublingual|metered|pre-?filled|cartridge|syringe|(?:tabs?|caps?|eye|ear|m\/r|mr|xl|sr|er|pen)(?!\p{L})).*$/u;
const salt =
  /(?<=\S) (?:hydrochloride|hcl|hydrobromide|sodium|potassium|calcium|maleate|fumarate|besilate|besylate|mesilate|mesylate|citrate|tartrate|succinate|sulfate|sulphate|phosphate|acetate|carbonate|oxalate|monohydrate|dihydrate)\b/g;

/** The ingredients or the brand: the part before the strength or form, without the salt. */
function ingredientOf(name: string): string | undefined {
  const ingredients = withoutBrackets(matchable(name).toLowerCase().replaceAll(/\s+/g, ' '))
    .split(/ [/+] /)
    .map((one) => one.replace(pack, '').replace(strength, '').replace(salt, '').trim())
    .filter((one) => /^\p{L}/u.test(one));
  return ingredients.length === 0 ? undefined : ingredients.join(' / ');
}

/** Removes text in square brackets. Only up to the last closing one, to stay linear with many opening ones. */
function withoutBrackets(name: string): string {
  const end = name.lastIndexOf(']') + 1;
  return name.slice(0, end).replaceAll(/\[[^\]]*\]/g, '') + name.slice(end);
}
