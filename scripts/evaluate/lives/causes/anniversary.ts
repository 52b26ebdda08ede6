import { concept } from '../entries.ts';
import type { Random } from '../random.ts';
import type { Cause } from './cause.ts';
import { words } from './codes.ts';
import { type Death, writeDeath } from './death.ts';
import { inError, toRestricted } from './everyone.ts';
import { dateAgo, meet } from './meet.ts';
import { message, problem } from './write.ts';

/** A death that somebody here has spoken of. */
interface Anniversary extends Death {
  readonly spokenOf: boolean;
}

/** About `years` years ago, at most twelve days off; 366 days a year at times, so two days of slack. */
const anniversaryOf = (random: Random, years: number) => Math.round(365.25 * years) + random.integer(-11, 11);
const linked = { form: 'linked' as const };

export const anniversary: Cause<Anniversary> = {
  code: 'anniversary',
  plan: (random) => {
    const form = random.pick(['linked', 'problem', 'family-history'] as const);
    const relation = random.pick(['SPS', 'HUSB', 'WIFE', 'DOMPART', 'SON', 'DAU', 'CHILD'] as const);
    return {
      form,
      relation,
      died: anniversaryOf(random, random.integer(1, 5)),
      precision: 'day',
      spokenOf: true,
      registered: 4000,
      age: random.integer(40, 80),
    };
  },
  write: (scene, plan) => {
    const { died, spokenOf } = plan;
    if (spokenOf) {
      const later = scene.random.integer(5, 200);
      if (scene.random.chance(0.7)) meet(scene, died - later, { reasonCode: [words('Bereavement')] });
      else message(scene, died - later, { reasonCode: [words('Bereavement')] });
    }
    return writeDeath(scene, plan);
  },
  lines: [
    { says: 'its entry was made in error', change: () => ({ form: 'problem', spokenOf: true }), edit: inError },
    { says: 'its entries are restricted', edit: toRestricted },
    { says: 'nobody has spoken of it', change: () => ({ ...linked, spokenOf: false }) },
    {
      says: 'between two anniversaries',
      change: (_, random) => ({ died: 365 * random.integer(1, 4) + random.integer(25, 340) }),
    },
    {
      says: 'after the fifth year',
      change: (_, random) => ({ ...linked, relation: 'SPS', died: anniversaryOf(random, random.integer(6, 10)) }),
    },
    {
      says: 'of a child, up to the tenth',
      fires: true,
      change: (_, random) => ({
        form: random.pick(['linked', 'family-history']),
        relation: random.pick(['SON', 'DAU']),
        died: anniversaryOf(random, random.integer(6, 10)),
      }),
    },
    {
      says: 'of a child, after the tenth year',
      change: (_, random) => ({ ...linked, relation: 'DAU', died: anniversaryOf(random, 11), registered: 5000 }),
    },
    {
      says: 'of a brother or sister, the first',
      fires: true,
      change: (_, random) => ({
        ...linked,
        relation: random.pick(['SIB', 'BRO', 'SIS']),
        died: anniversaryOf(random, 1),
      }),
    },
    {
      says: 'of a brother or sister, later',
      change: (_, random) => ({
        ...linked,
        relation: random.pick(['SIB', 'BRO', 'SIS']),
        died: anniversaryOf(random, random.integer(2, 5)),
      }),
    },
    { says: 'a death known to the month', change: () => ({ ...linked, precision: 'month' }) },
    { says: 'a death known to the year', change: () => ({ ...linked, precision: 'year' }) },
    {
      says: 'only the day of recording is known',
      change: (_, random) => ({ form: 'recorded', died: anniversaryOf(random, 2) }),
    },
    { says: 'dementia', also: (scene) => problem(scene, 300, concept('52448006')) },
    { says: 'a learning disability', also: (scene) => problem(scene, 3000, words('Learning disability')) },
    {
      says: 'a domestic abuse entry',
      also: (scene) => problem(scene, 900, words('Domestic abuse'), { abatementDateTime: dateAgo(scene, 500) }),
    },
    { says: 'a former spouse', change: () => ({ ...linked, relation: 'FMRSPS' }) },
    { says: 'the link is no longer active', change: () => ({ ...linked, related: { active: false } }) },
  ],
};
