import type { Outcome } from '../judge/outcome.ts';
import { earlierRelapses } from '../lives/groups.ts';
import { proportion } from './intervals.ts';
import { type OutcomesOf, share } from './relapse-figures.ts';
import type { Figure, Target } from './targets.ts';

/** The most people with a signature where nothing comes before relapses: at the last opening, and ever in two years. */
export const falseSignatureGroups = [
  { name: 'none-one', label: 'one condition', most: 0.025, mostEver: 0.04 },
  { name: 'none-two', label: 'two conditions', most: 0.04, mostEver: 0.06 },
  { name: 'seasonal', label: 'strongly seasonal people', most: 0.04, mostEver: 0.06 },
  { name: 'changed-habits', label: 'practices that changed their habits', most: 0.04, mostEver: 0.06 },
] as const;

const hasSignature = ({ signatures }: Outcome) => signatures?.atTheEnd ?? false;
const everHadSignature = ({ signatures }: Outcome) => signatures?.ever ?? false;

/** Signatures of people whose relapses have no signs before them. */
export function falseSignatures(of: OutcomesOf, seed: number): Figure[] {
  const section = `Signatures where nothing comes before relapses (people with one, at the last opening), seed ${seed}`;
  const line = (label: string, all: readonly Outcome[], is = hasSignature, target?: Target): Figure => {
    return { section, label, estimate: share(all, is), of: 'people', unit: 'share', ...(target && { target }) };
  };
  const often = ({ truth }: Outcome) => (truth.contacts ?? 0) >= 5;
  const one = of('none-one');
  return [
    ...falseSignatureGroups.map(({ name, label, most }) => line(label, of(name), hasSignature, { most })),
    ...falseSignatureGroups.map(({ name, label, mostEver }) =>
      line(`${label}, ever in two years of weekly openings`, of(name), everHadSignature, { most: mostEver }),
    ),
    line(
      'one condition, people who seldom come',
      one.filter((each) => !often(each)),
    ),
    line('one condition, people who often come', one.filter(often)),
    line('one condition, relapses coded badly', of('none-noisy')),
    line('one condition, relapses coded badly, ever', of('none-noisy'), everHadSignature),
  ];
}

/** For audit: how often a signature learned without one relapse flags it. */
export function leaveOneOut(of: OutcomesOf, seed: number): Figure[] {
  const section = `Audit: leaving one relapse out, those flagged by what the others teach, seed ${seed}`;
  return earlierRelapses.map((count) => {
    const results = of(`prodrome-${count}`).flatMap(({ signatures }) => signatures?.leaveOneOut ?? []);
    const sum = (each: (one: (typeof results)[number]) => number) => results.reduce((all, one) => all + each(one), 0);
    const estimate = proportion(
      sum(({ flagged }) => flagged),
      sum((one) => one.of),
    );
    return { section, label: `of ${count} relapses`, estimate, of: 'relapses', unit: 'share' };
  });
}
