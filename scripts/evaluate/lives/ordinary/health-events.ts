import { icd10, words } from '../causes/codes.ts';
import { admitted } from '../causes/injury.ts';
import { dateAgo, meet } from '../causes/meet.ts';
import type { Scene } from '../causes/scene.ts';
import { leftEarly } from '../causes/uneven-contact.ts';
import { finding, problem, procedure } from '../causes/write.ts';
import { concept } from '../entries.ts';
import { year } from '../life.ts';
import {
  diagnosedHere,
  diagnoses,
  dyingAt,
  hospital,
  newCarers,
  palliativeOfDying,
  pregnancies,
  seenAfterDiagnosis,
} from './rates.ts';

/** Who is seen here, by days before the end of the record. */
type Who = (ago: number) => string;

/** Days before the end of the record of events that come so often a year, the earliest first. */
function times({ random, on, from }: Scene, aYear: number): number[] {
  const days: number[] = [];
  if (aYear <= 0) return days;
  for (let ago = on - from - random.wait(aYear) * year; ago >= 1; ago -= random.wait(aYear) * year)
    days.push(Math.floor(ago));
  return days;
}

/** Writes diagnoses, injuries, stays, emergency attendances, palliative entries and what a carer's record says. */
export function writeHealth(scene: Scene, age: number, who: Who): void {
  const { random } = scene;
  const band = age < 40 ? 0 : age < 60 ? 1 : age < 75 ? 2 : 3;
  for (const { code, per1000 } of diagnoses)
    for (const ago of times(scene, per1000[band] / 1000).slice(0, 1)) writeDiagnosis(scene, ago, code, who);
  for (const ago of times(scene, hospital.injured(age))) stay(scene, ago, who, 'S72.0');
  for (const ago of times(scene, hospital.admitted(age)))
    stay(scene, ago, who, random.pick(['J18.9', 'N39.0', 'R07.4', 'K80.2']));
  for (const ago of times(scene, hospital.attended))
    meet(scene, ago, { class: 'EMER', ...(random.chance(hospital.leftUnseen) && leftEarly(random)) });
  for (const ago of times(scene, palliativeOfDying * dyingAt(age)).slice(0, 1)) {
    problem(scene, ago, concept('103735009'));
    meet(scene, Math.max(1, ago - random.integer(1, 20)), { who: who(ago) });
  }
  for (const ago of times(scene, newCarers).slice(0, 1))
    problem(scene, ago, random.pick([concept('224484003'), words('Carer')]));
}

function writeDiagnosis(scene: Scene, ago: number, code: string, who: Who): void {
  const { random } = scene;
  const onset = random.chance(0.3) ? { onsetDateTime: dateAgo(scene, ago + random.integer(1, 200)) } : {};
  const encounter = random.chance(diagnosedHere)
    ? { encounter: { reference: meet(scene, ago, { who: who(ago) }) } }
    : {};
  problem(scene, ago, concept(code), { ...onset, ...encounter });
  if (random.chance(seenAfterDiagnosis)) after(scene, ago, 30, who);
}

function stay(scene: Scene, ago: number, who: Who, reason: string): void {
  const nights = scene.random.integer(1, 12);
  if (ago <= nights) return;
  meet(scene, ago, { class: 'IMP', until: ago - nights, reasonCode: [icd10(reason)], ...admitted('21') });
  if (scene.random.chance(hospital.seenAfter)) after(scene, ago - nights, 14, who);
}

function after(scene: Scene, ago: number, days: number, who: Who): void {
  const later = ago - scene.random.integer(1, days);
  if (later > 0) meet(scene, later, { who: who(later), class: scene.random.chance(0.4) ? 'VR' : 'AMB' });
}

/** Writes births with their antenatal visits, losses, terminations and infertility of a woman of 18 to 44. */
export function writePregnancies(scene: Scene, age: number, who: Who): void {
  const { births, miscarried, ectopic, stillborn, terminated, infertility, visitAfter } = pregnancies;
  const { random } = scene;
  if (scene.setting.gender !== 'female' || age < 18 || age > 44) return;
  const loss = (ago: number, code: string) => {
    problem(scene, ago, concept(code));
    if (random.chance(visitAfter)) after(scene, ago, 30, who);
  };
  for (const ago of times(scene, births)) {
    for (let day = ago + 200; day > ago; day -= 28) meet(scene, day, { who: who(day), type: [concept('424619006')] });
    problem(scene, ago + 210, concept('77386006'), { abatementDateTime: dateAgo(scene, ago) });
    if (random.chance(stillborn)) loss(ago, '237364002');
    else meet(scene, Math.max(1, ago - 42), { who: who(ago), type: [concept('169762003')] });
  }
  for (const ago of times(scene, (births * miscarried) / (1 - miscarried))) loss(ago, '17369002');
  for (const ago of times(scene, births * ectopic)) loss(ago, '34801009');
  for (const ago of times(scene, terminated))
    (random.chance(0.5) ? procedure : finding)(scene, ago, words('Termination of pregnancy'));
  if (age >= 25 && age <= 42)
    for (const ago of times(scene, infertility).slice(0, 1)) problem(scene, ago, concept('8619003'));
}
