import { bereavementCodes } from '../causes/death.ts';
import { amendPatient, elsewhere, familyHistory, home, kin } from '../causes/family.ts';
import { dateAgo, meet } from '../causes/meet.ts';
import type { Scene } from '../causes/scene.ts';
import { problem } from '../causes/write.ts';
import { year } from '../life.ts';
import { bereavements, dyingAt, family, hospital } from './rates.ts';

/** A relative who was alive when the record began. */
interface Relative {
  readonly kind: 'partner' | 'child' | 'parent' | 'sibling';
  /** Age on the last day of the record, had they lived. */
  readonly age: number;
}

const codes = {
  partner: ['SPS', 'DOMPART'],
  child: ['SON', 'DAU'],
  parent: ['MTH', 'FTH'],
  sibling: ['BRO', 'SIS'],
} as const;

/** Writes a family: whose records are linked, who dies and what the person's record says of it, children in hospital. */
export function writeFamily(scene: Scene, age: number, who: (ago: number) => string): void {
  amendPatient(scene, { address: [home] });
  for (const relative of relativesOf(scene, age)) {
    const died = deathOf(scene, relative);
    const key = writeLink(scene, relative, died);
    if (key !== undefined && relative.kind === 'child' && relative.age < 16 && died === undefined)
      writeStays(scene, key);
    if (died !== undefined) writeBereavement(scene, relative, died, who);
  }
}

function relativesOf({ random, on, from }: Scene, age: number): readonly Relative[] {
  const past = (on - from) / year;
  const some = (mean: number) => Math.floor(random.steady(mean + 0.5, 3));
  const aged = (kind: Relative['kind'], years: number): Relative => ({ kind, age: years });
  const partners = random.chance(family.partnered) ? [aged('partner', age + random.integer(-5, 6))] : [];
  const parents = [0, 0].map(() => aged('parent', age + family.generation + random.integer(-6, 6)));
  const children = Array.from({ length: age > 28 ? some(family.children) : 0 }, () =>
    aged('child', age - family.generation + random.integer(-8, 8)),
  );
  const siblings = Array.from({ length: some(family.siblings) }, () => aged('sibling', age + random.integer(-7, 7)));
  return [...partners, ...parents, ...children.filter((one) => one.age > past), ...siblings].filter((one) =>
    wasAlive(random, one.age - past),
  );
}

function wasAlive(random: Scene['random'], age: number): boolean {
  for (let years = 40; years < age; years += 1) if (random.chance(dyingAt(years))) return false;
  return true;
}

/** Days before the end of the record on which the relative died, if they did. */
function deathOf({ random, on, from }: Scene, { age }: Relative): number | undefined {
  for (let ago = on - from; ago > 0; ago -= year)
    if (random.chance(dyingAt(age - ago / year))) return Math.max(1, ago - random.integer(0, year - 1));
  return undefined;
}

function writeLink(scene: Scene, { kind, age }: Relative, died: number | undefined): string | undefined {
  const { random } = scene;
  if (!random.chance(family.linked[kind])) return undefined;
  const together =
    kind === 'partner' ||
    (kind === 'child' && age < 18 ? random.chance(family.sameHome.child) : random.chance(family.sameHome.parent));
  const address = [together ? home : elsewhere];
  const born = Math.floor((age + random.unit()) * 365.25);
  const [key] = kin(scene, {
    relation: random.pick(codes[kind]),
    born,
    died,
    related: { address },
    record: { address },
  });
  return key;
}

function writeBereavement(scene: Scene, { kind }: Relative, died: number, who: (ago: number) => string): void {
  const { random } = scene;
  const later = Math.max(0, died - random.integer(2, 70));
  if (random.chance(bereavements.spokenOf))
    meet(scene, later, { who: who(later), reasonCode: [random.pick(bereavementCodes)] });
  if (random.chance(bereavements.inFamilyHistory))
    familyHistory(scene, later, codes[kind][0], { deceasedDate: dateAgo(scene, died) });
  if (!random.chance(bereavements.coded)) return;
  const onset = random.chance(0.5) ? { onsetDateTime: dateAgo(scene, died) } : {};
  const encounter = random.chance(0.5) ? { encounter: { reference: meet(scene, later, { who: who(later) }) } } : {};
  problem(scene, later, random.pick(bereavementCodes), { ...onset, ...encounter });
}

/** Nights of a child in hospital. */
function writeStays(scene: Scene, child: string): void {
  const { random } = scene;
  for (
    let ago = Math.floor(random.wait(hospital.child) * year);
    ago < 3 * year;
    ago += Math.ceil(random.wait(hospital.child) * year)
  ) {
    const nights = random.integer(1, 5);
    if (ago <= nights) continue;
    meet(scene, ago, { class: 'IMP', until: ago - nights, subject: { reference: child } });
  }
}
