import { codes } from '#src/detectors/index.ts';
import type { Outcome, Outcomes } from '../judge/outcome.ts';
import { cases } from '../lives/causes/index.ts';
import { rhythms, silenceKinds } from '../lives/groups.ts';
import { caseFigures } from './case-figures.ts';
import { proportion, rate } from './intervals.ts';
import { againstRules, newRelapses, type OutcomesOf, share } from './relapse-figures.ts';
import { falseSignatures, leaveOneOut } from './signature-figures.ts';
import type { Figure, Target } from './targets.ts';

const aHundred = 100;

/** All figures of the report, in order. */
export function allFigures(outcomes: Outcomes, seed: number): Figure[] {
  const of = (group: string) => outcomes.get(group) ?? [];
  const again = (group: string) => of(`${group}-again`);
  return [
    ...falseSignatures(of, seed),
    ...falseSignatures(again, seed + 1),
    ...newRelapses(of, seed),
    ...newRelapses(again, seed + 1),
    ...againstRules(of, seed),
    ...againstRules(again, seed + 1),
    ...leaveOneOut(of, seed),
    ...leaveOneOut(again, seed + 1),
    ...comingLate(of),
    ...goneQuiet(of, seed),
    ...missed(of),
    ...caseFigures(cases, of),
    ...ordinary(of('ordinary'), seed, seed),
    ...ordinary(of('ordinary-again'), seed, seed + 1),
  ];
}

const hasCard = ({ cards }: Outcome) => cards.length > 0;

function comingLate(of: OutcomesOf): Figure[] {
  const section = 'Coming late: a card at an opening with six episodes behind it';
  const line = (label: string, group: string, target: Target): Figure => {
    return { section, label, estimate: share(of(group), hasCard), of: 'people', unit: 'share', target };
  };
  return [
    line('lateness is chance (10 % of episodes)', 'late-by-chance', { most: 0.035 }),
    line('a true pattern (60 % late)', 'late-by-pattern', { least: 0.7 }),
  ];
}

function goneQuiet(of: OutcomesOf, seed: number): Figure[] {
  const section = 'Gone quiet';
  const cards = (group: string) =>
    rate(
      of(group).map((one) => ({ events: yearsWithCards(one), exposure: one.openings.length / 52 })),
      seed,
    );
  const line = (label: string, group: string, most: number): Figure => {
    return { section, label, estimate: cards(group), of: 'person-years', unit: 'share', target: { most } };
  };
  return [
    ...rhythms.map((count) =>
      line(`years with a card, steady rhythm, ${count} visits a year`, `steady-${count}`, 0.01),
    ),
    ...rhythms.map((count) => line(`years with a card, visits at chance, ${count} a year`, `chance-${count}`, 0.05)),
    ...silenceKinds.map((kind): Figure => {
      const label = `people with a card within 15 months of a silence: ${kind.replaceAll('-', ' ')}`;
      return { section, label, estimate: share(of(`quiet-${kind}`), hasCard), of: 'people', unit: 'share' };
    }),
  ];
}

/** In how many of the two years of weekly openings there was a card. */
function yearsWithCards({ openings, cards }: Outcome): number {
  const from = openings[0] ?? 0;
  return new Set(cards.map(({ day }) => Math.floor((day - from) / 364))).size;
}

function missed(of: OutcomesOf): Figure[] {
  const section = 'Missed appointments: four of seven or eight in a year';
  const line = (label: string, group: string): Figure => {
    return { section, label, estimate: share(of(group), hasCard), of: 'people', unit: 'share' };
  };
  return [
    line('missed by the person', 'missed-by-person'),
    line('missed or cancelled by the practice', 'missed-by-practice'),
  ];
}

function ordinary(all: readonly Outcome[], seed: number, madeWith: number): Figure[] {
  const section = `Ordinary lives: cards per 100 weekly openings, seed ${madeWith}`;
  const line = (label: string, events: (one: Outcome) => number, target?: Target): Figure => {
    const exposed = all.map((one) => ({ events: aHundred * events(one), exposure: one.openings.length }));
    const estimate = rate(exposed, seed);
    return { section, label, estimate, of: 'openings', unit: 'rate', ...(target && { target }) };
  };
  const counted = (one: Outcome, from: 'cards' | 'oneAtATime', is: (code: string) => boolean) =>
    one[from].filter(({ code }) => is(code)).length;
  const seen = codes.filter((code) => all.some(({ cards }) => cards.some((card) => card.code === code)));
  return [
    line('all detections but `first-meeting`', (one) => counted(one, 'cards', (code) => code !== 'first-meeting'), {
      most: 3,
    }),
    line(
      'the same where one card is shown at a time',
      (one) => counted(one, 'oneAtATime', (code) => code !== 'first-meeting'),
      { most: 2 },
    ),
    ...seen.map((code) => line(`\`${code}\``, (one) => counted(one, 'cards', (each) => each === code))),
    {
      section,
      label: 'openings by a clinician who had never seen the person',
      estimate: proportion(
        all.reduce((sum, one) => sum + one.byNewcomers, 0),
        all.reduce((sum, one) => sum + one.openings.length, 0),
      ),
      of: 'openings',
      unit: 'share',
    },
  ];
}
