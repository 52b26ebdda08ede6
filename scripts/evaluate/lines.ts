import { codes } from '#src/detectors/codes.ts';
import { pointOf, sensitivityAt, watchedByUs } from './flagged.ts';
import { earlierRelapses, rhythms, silenceKinds } from './groups.ts';
import { type Estimate, proportion, rate } from './intervals.ts';
import type { Outcome } from './judge.ts';
import type { Outcomes } from './run.ts';
import type { Line, Target } from './targets.ts';

const flaggedTargets: Readonly<Record<number, number>> = { 2: 0.4, 3: 0.5, 4: 0.58, 6: 0.65 };
const aHundred = 100;

/** Every line of the table, in its order. */
export function linesOf(outcomes: Outcomes, seed: number): Line[] {
  const of = (group: string) => outcomes.get(group) ?? [];
  return [
    ...falseSignatures(of),
    ...newRelapses(of, seed),
    ...againstRules(of),
    ...comingLate(of),
    ...goneQuiet(of, seed),
    ...missed(of),
    ...ordinary(of('ordinary'), seed),
  ];
}

type Of = (group: string) => readonly Outcome[];

function share(all: readonly Outcome[], is: (one: Outcome) => boolean): Estimate {
  return proportion(all.filter(is).length, all.length);
}

const hasSignature = ({ signatures }: Outcome) => (signatures?.atTheEnd ?? 0) > 0;
const hasCard = ({ cards }: Outcome) => cards.length > 0;

function falseSignatures(of: Of): Line[] {
  const section = 'Signatures where nothing comes before relapses (people with one, at the last opening)';
  const line = (what: string, all: readonly Outcome[], target?: Target): Line => {
    const estimate = share(all, hasSignature);
    return { section, what, estimate, of: 'people', unit: 'share', ...(target && { target }) };
  };
  const one = of('none-one');
  const ever = (what: string, group: string): Line => ({
    ...line(`${what}, ever in two years of weekly openings`, []),
    estimate: share(of(group), ({ signatures }) => signatures?.ever ?? false),
  });
  return [
    line('one condition', one, { most: 0.025 }),
    line('two conditions', of('none-two'), { most: 0.05 }),
    line('strongly seasonal people', of('seasonal'), { most: 0.06 }),
    line('practices that changed their habits', of('changed-habits'), { most: 0.05 }),
    line(
      'one condition, people who seldom come',
      one.filter(({ truth }) => (truth.contacts ?? 0) < 5),
    ),
    line(
      'one condition, people who often come',
      one.filter(({ truth }) => (truth.contacts ?? 0) >= 5),
    ),
    line('one condition, relapses coded badly', of('none-noisy')),
    ever('one condition', 'none-one'),
    ever('two conditions', 'none-two'),
    ever('strongly seasonal people', 'seasonal'),
    ever('practices that changed their habits', 'changed-habits'),
  ];
}

function newRelapses(of: Of, seed: number): Line[] {
  const section = 'New relapses flagged at least 3 days before, with three true signs';
  const flagged = (what: string, group: string, target?: Target): Line => ({
    section,
    what,
    estimate: share(of(group), (one) => watchedByUs(one).flagged),
    of: 'relapses',
    unit: 'share',
    ...(target && { target }),
  });
  const falseCards = (what: string, groups: readonly string[], target?: Target): Line => {
    const people = groups.flatMap(of).map(watchedByUs);
    const exposed = people.map((one) => ({ events: one.falseCards, exposure: one.years }));
    const unit = 'rate' as const;
    return { section, what, estimate: rate(exposed, seed), of: 'person-years', unit, ...(target && { target }) };
  };
  const all = earlierRelapses.map((count) => `prodrome-${count}`);
  return [
    ...earlierRelapses.map((count) =>
      flagged(`after ${count} relapses`, `prodrome-${count}`, { least: flaggedTargets[count] ?? 0 }),
    ),
    falseCards('false cards a person-year of weekly openings', all, { most: 0.6 }),
    ...earlierRelapses.map((count) => falseCards(`the same, after ${count} relapses`, [`prodrome-${count}`])),
    ...earlierRelapses.map((count) =>
      flagged(`after ${count} relapses, where they come every 7 to 15 months`, `frequent-${count}`),
    ),
    falseCards(
      'false cards a person-year, where relapses come every 7 to 15 months',
      earlierRelapses.map((count) => `frequent-${count}`),
    ),
    flagged('after 4 relapses, coded badly', 'prodrome-noisy'),
    falseCards('false cards a person-year, coded badly', ['prodrome-noisy']),
    flagged('after 4 exacerbations of asthma', 'prodrome-asthma'),
    falseCards('false cards a person-year, asthma', ['prodrome-asthma']),
    falseCardsWithoutSigns(of('none-one'), seed, section),
    ...earlierRelapses.map((count) => leftOut(of(`prodrome-${count}`), count, section)),
  ];
}

function falseCardsWithoutSigns(all: readonly Outcome[], seed: number, section: string): Line {
  const exposed = all.map(({ cards, openings }) => ({ events: cards.length, exposure: openings.length / 52.18 }));
  const what = 'false cards a person-year of people without signs, one condition';
  return { section, what, estimate: rate(exposed, seed), of: 'person-years', unit: 'rate' };
}

/** For audit: how often a signature that is learned without one relapse flags it. */
function leftOut(all: readonly Outcome[], count: number, section: string): Line {
  const flagged = all.reduce((sum, { signatures }) => sum + (signatures?.leftOut.flagged ?? 0), 0);
  const of = all.reduce((sum, { signatures }) => sum + (signatures?.leftOut.of ?? 0), 0);
  const what = `audit: leaving one of ${count} relapses out, those flagged by what the others teach`;
  return { section, what, estimate: proportion(flagged, of), of: 'relapses', unit: 'share' };
}

function againstRules(of: Of): Line[] {
  const section = 'Against two simple rules on the same lives, at as many false cards as ours';
  const rules = { doubled: 'contacts doubled in four weeks', generic: 'the same early signs for everyone' } as const;
  const line = (rule: keyof typeof rules, after: string, all: readonly Outcome[]) => {
    const ours = pointOf(all.map(watchedByUs));
    const theirs = sensitivityAt(all, rule, ours.falseCards);
    const estimate = proportion(Math.round(theirs * all.length), all.length);
    const what = `${after}: ${rules[rule]} (ours flags ${percent(ours.sensitivity)})`;
    return {
      line: { section, what, estimate, of: 'relapses', unit: 'share' as const },
      ahead: ours.sensitivity > theirs,
    };
  };
  const everyone = earlierRelapses.flatMap((count) => of(`prodrome-${count}`));
  const both = ['doubled', 'generic'] as const;
  return [
    ...both.map((rule): Line => {
      const { line: all, ahead } = line(rule, 'after 2, 3, 4 or 6 relapses', everyone);
      return { ...all, ahead };
    }),
    ...earlierRelapses.flatMap((count) =>
      both.map((rule): Line => line(rule, `after ${count} relapses`, of(`prodrome-${count}`)).line),
    ),
  ];
}

function percent(value: number): string {
  return `${(aHundred * value).toFixed(0)} %`;
}

function comingLate(of: Of): Line[] {
  const section = 'Coming late: a card at an opening with six episodes behind it';
  const line = (what: string, group: string, target: Target): Line => {
    return { section, what, estimate: share(of(group), hasCard), of: 'people', unit: 'share', target };
  };
  return [
    line('lateness is chance (10 % of episodes)', 'late-by-chance', { most: 0.035 }),
    line('a true pattern (60 % late)', 'late-by-pattern', { least: 0.7 }),
  ];
}

function goneQuiet(of: Of, seed: number): Line[] {
  const section = 'Gone quiet';
  const cards = (group: string) =>
    rate(
      of(group).map((one) => ({ events: yearsWithCards(one), exposure: one.openings.length / 52 })),
      seed,
    );
  const line = (what: string, group: string, most: number): Line => {
    return { section, what, estimate: cards(group), of: 'person-years', unit: 'share', target: { most } };
  };
  return [
    ...rhythms.map((count) =>
      line(`years with a card, steady rhythm, ${count} visits a year`, `steady-${count}`, 0.01),
    ),
    ...rhythms.map((count) => line(`years with a card, visits at chance, ${count} a year`, `chance-${count}`, 0.05)),
    ...silenceKinds.map((kind): Line => {
      const what = `people with a card within 15 months of a silence: ${kind.replaceAll('-', ' ')}`;
      return { section, what, estimate: share(of(`quiet-${kind}`), hasCard), of: 'people', unit: 'share' };
    }),
  ];
}

/** Of the two years of weekly openings those in which there was a card. */
function yearsWithCards({ openings, cards }: Outcome): number {
  const from = openings[0] ?? 0;
  return new Set(cards.map(({ day }) => Math.floor((day - from) / 364))).size;
}

function missed(of: Of): Line[] {
  const section = 'Missed appointments: four of seven or eight in a year';
  const line = (what: string, group: string): Line => {
    return { section, what, estimate: share(of(group), hasCard), of: 'people', unit: 'share' };
  };
  return [
    line('missed by the person', 'missed-by-person'),
    line('missed or cancelled by the practice', 'missed-by-practice'),
  ];
}

function ordinary(all: readonly Outcome[], seed: number): Line[] {
  const section = 'Ordinary lives: cards per 100 weekly openings';
  const line = (what: string, events: (one: Outcome) => number, target?: Target): Line => {
    const exposed = all.map((one) => ({ events: aHundred * events(one), exposure: one.openings.length }));
    const estimate = rate(exposed, seed);
    return { section, what, estimate, of: 'openings', unit: 'rate', ...(target && { target }) };
  };
  const counted = (one: Outcome, from: 'cards' | 'one', is: (code: string) => boolean) =>
    one[from].filter(({ code }) => is(code)).length;
  const seen = codes.filter((code) => all.some(({ cards }) => cards.some((card) => card.code === code)));
  return [
    line('all detections but `first-meeting`', (one) => counted(one, 'cards', (code) => code !== 'first-meeting'), {
      most: 2,
    }),
    line('the same where one card is shown at a time', (one) =>
      counted(one, 'one', (code) => code !== 'first-meeting'),
    ),
    ...seen.map((code) => line(`\`${code}\``, (one) => counted(one, 'cards', (each) => each === code))),
    {
      section,
      what: 'openings by a clinician who had never seen the person',
      estimate: proportion(
        all.reduce((sum, one) => sum + one.byNewcomers, 0),
        all.reduce((sum, one) => sum + one.openings.length, 0),
      ),
      of: 'openings',
      unit: 'share',
    },
  ];
}
