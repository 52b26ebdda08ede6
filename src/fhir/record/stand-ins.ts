import type { ClinicianKey, Name } from '../../history/history.ts';
import { type JsonObject, text } from '../json.ts';
import type { CodeSets } from '../terminology/code-sets.ts';
import { matchable } from '../terminology/matching-text.ts';
import { nameOf } from './names.ts';

/** Who is not a person: systems that need a clinician on each visit put an 'Unknown Provider' or a 'System User' there. */
export interface StandIns {
  /** Whether every record of a person names nobody in particular; undefined where none has a name. */
  inFor(key: ClinicianKey): boolean | undefined;
  /** Whether a name as a whole means nobody in particular. */
  isNamedSo(name: string | undefined): boolean;
}

/** Judges whole names: a Jane Test is a person, 'Test' alone is none. */
export function standIns(
  codeSets: CodeSets,
  practitioners: ReadonlyMap<ClinicianKey, readonly JsonObject[]>,
): StandIns {
  const names = new Map<string, boolean>();
  const isNamedSo = (name: string | undefined): boolean => {
    if (name === undefined) return false;
    const known = names.get(name) ?? codeSets.meaningOf({ text: matchable(name) }, namesNobody);
    names.set(name, known);
    return known;
  };
  const people = new Map<ClinicianKey, boolean | undefined>();
  const inFor = (key: ClinicianKey): boolean | undefined => {
    if (people.has(key)) return people.get(key);
    const given = (practitioners.get(key) ?? []).flatMap((one) => fullName(nameOf(one.name)) ?? []);
    const answer = given.length === 0 ? undefined : given.every(isNamedSo);
    people.set(key, answer);
    return answer;
  };
  return { inFor, isNamedSo };
}

/** Each word is one of the set, or says only what kind of person it is. */
function namesNobody({ text: given }: JsonObject, codeSets: CodeSets): boolean {
  const name = text(given) ?? '';
  const isNobody = (part: string) => codeSets.has('nobody-in-particular', { text: part });
  if (isNobody(name)) return true;
  const words = name.split(/[^\p{L}\p{N}/]+/u).filter((word) => /\p{L}/u.test(word));
  if (words.length === 0) return true;
  const nobody = new Set(words.filter(isNobody));
  return nobody.size > 0 && words.every((word) => nobody.has(word) || codeSets.has('staff-in-general', { text: word }));
}

function fullName(name: Name | undefined): string | undefined {
  const parts = [name?.given, name?.family].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(' ') : name?.text;
}
