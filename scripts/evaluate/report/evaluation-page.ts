import { markdown, tables } from './tables.ts';
import { type Figure, type Verdict, verdictOf } from './targets.ts';

/** What the page reports. */
interface Evaluation {
  readonly lines: readonly Figure[];
  readonly looser: readonly (readonly string[])[];
  readonly seed: number;
  readonly date: string;
  readonly lives: number;
  readonly compared: number;
  readonly disagreements: readonly string[];
}

/** docs/evaluation.md. */
export function evaluationPage({ lines, looser, seed, date, lives, compared, disagreements }: Evaluation): string {
  const all = (verdict: Verdict) => lines.filter((line) => verdictOf(line) === verdict);
  const [met, within, missed] = [all('met'), all('within its interval'), all('not met')];
  const judged = met.length + within.length + missed.length;
  return `${intro}
Made on ${date} by \`npm run evaluate -- --seed ${seed}\`, from ${lives} lives. ${met.length} of ${judged} targets are met by the figure, ${within.length} only within its 95 % interval, ${missed.length} not${missed.length === 0 ? '' : `: ${missed.map(({ section, label }) => `${section.toLowerCase()}, ${label}`).join('; ')}`}.
Of the openings ${compared} went the full way as well, from the resources as they were on that day; ${disagreements.length} of their findings differed.

## What was found

${tables(lines)}

${tradeOff}
${markdown(looser)}

${method}`;
}

const intro = `# Evaluation

This page is written by the command below. **The lives are synthetic.** Nobody was treated, and nothing here says how often a card is right in a practice: it says that the rules do on made records what they were made for, and how often they speak where there is nothing to say. Real records are worse coded, and real prodromes are weaker or stronger than those made here.
`;

const tradeOff = `## What more room for chance would give

As shipped, someone whose relapses have no signs before them gets a signature with a chance of 2 % (alpha 0.02; among periods of the season 0.04, 0.02 and 0.015 after 2, 3, and 4 or more relapses). Looser: 3 % (0.06, 0.03 and 0.02).

Where relapses come close together, many people with two of them have fewer than six settled periods in the season of their relapses. Among these, no arrangement of signs is rare enough to exclude that the season brings both, so nothing is learned. That is why the target after two relapses is missed there, and why looser thresholds, which need one period fewer, flag more.

The same lives:
`;

const method = `## How to read it

A target is met where the figure meets it; where only its 95 % interval holds the target, the table says so. Shares have Wilson's interval; rates one from people drawn anew, or Poisson's exact one where that is wider. A code that was shown on a chart is silent on it for 90 days.

Each life is written as FHIR R4 resources and mapped once; at each weekly opening whatever was recorded later is hidden. A sample of openings is mapped again from the resources as they were on that day, and must find the same.

## What was made

Given beforehand: three signs with probability 0.8 before a relapse and 0.08 to 0.15 in a settled window, out of eight that are looked for; 2, 3, 4 or 6 earlier relapses; 10 % and 60 % of episodes late; 4, 8 and 16 visits a year; the silence of 90 days.

Chosen:

- Relapses come 300 to 900 days apart, or, in other lives, 200 to 450. **The shorter times were chosen first; the longer ones after a first, small run with the shorter had missed targets after 2 and 3 relapses.** The reason for them: people with recurrent depression had 0.21 episodes a year (Solomon 2000), far fewer than either; the bounds themselves are a judgement, not published. Longer times leave more settled periods to compare with, so they help: both are held against the same targets, and the shorter are the stricter. The lives without signs, and the comparison with simple rules, have the longer. The record begins 18 to 30 months before the first relapse.
- The other signs have any rate from 0.02 to 0.30 in a window. The three true ones are drawn from missed appointments, two symptoms, emergencies and, in depression, visits to someone new or, in asthma, calls.
- The openings before a new relapse begin when the person is settled after the last one, and end 3 to 9 days before it. A relapse is flagged by a card in the window before it; every other card is false.
- Bad coding: a quarter of the relapses is not coded, a quarter misdated by up to three weeks, one in seven coded twice.
- Seasonal people: three signs have 0.6 in four months of the year and 0.08 in the others, and the relapses lie in the same months.
- Changed habits: three signs go from 0.05 to 0.40, or back, at some day of the record.
- The late problems had been there for 95 to 170 days, the others for 1 to 60. A steady rhythm has intervals with a coefficient of variation of 0.29.
- Lives with a cause: one person, three doctors and a nurse unless the cause needs others, and one opening. What makes the detection fire is drawn by lot (dates, codes or words, ways in which it can be recorded, relatives, clinicians, who opens the chart), and ordinary visits at a rate by lot are round it. Each line of 'not on' is such a life with that one thing true. So a life of a line would have fired without it as often as those with the cause do; the figure of a line is the share in which nothing was shown. For relatives' records and clinicians' activity the lives hold what a server would be asked for. Codes that a site turns on are judged like the others.
- What has no line here: a clinician of \`NOT_NAMED\`, answers that were given before (facts wrong, not right for this person), practice centiles, and parts that could not be read; they are tested one by one.
- Ordinary lives: seven years at a practice of five doctors, a trainee and two nurses. A tenth of the doctors' posts change hands in a year, each doctor is away for months once in 30 years, trainees change in February and August. Long-term conditions by age; 5 % of appointments missed, 7 % cancelled; 84 % of invitations answered or declined at the first asking; one repeat in forty two weeks late or more; half of the openings by the person's usual doctor, the others by anyone at work. All detections are on, those too that a site must turn on.
- What happens in ordinary lives comes at rates of the United Kingdom, by age: deaths of partners, parents, children, brothers and sisters (linked or not, coded or not), births, lost pregnancies, terminations, infertility, new diagnoses, injuries, hospital stays, emergency attendances (4 % left unseen), palliative entries, carers, children in hospital, and promises of the practice, 2 % of which nobody keeps. Contacts are spread unevenly between people (negative binomial, shape 1.2), one person in five sees whoever is free, and one in 25 a year turns to another doctor. Each rate stands with its source, or as our estimate, in \`scripts/evaluate/lives/ordinary/rates.ts\`; the sources were cited from memory.
- Weekly openings of everybody's chart are far more than a practice has, so a card that stays true for weeks is counted at most once in 90 days, against many openings without one. With fewer openings the share with a card is greater; the number of cards a person and year is at most what is counted here.
- A rule's strength is how far contacts have risen, or how many of eight early signs there are; between two strengths one is drawn by lot, so that it makes as many false cards as ours.
- A rule is held to be behind ours by the figures alone; where they are close, the intervals overlap and chance may decide. The early signs for everyone include most of the signs that may be true ones here, which favours that rule.
`;
