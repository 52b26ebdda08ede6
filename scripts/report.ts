import type { Card } from '#src/cds/protocol.ts';
import type { Explanation } from '#src/cds/service.ts';
import type { ChartOpening } from './open-charts.ts';
import type { Relations } from './relations.ts';

export function describe({
  patient,
  asOf,
  user,
  relations,
  outcome,
  status,
  problems,
  cards,
  explained,
}: ChartOpening): string {
  const result =
    outcome === 'answered'
      ? cards.length === 0
        ? ['no card']
        : cards.flatMap(card)
      : [`${outcome} (${status})`, ...problems.map((one) => `  ${one}`)];
  return [
    `\n${nameOf(patient)} (Patient/${patient.id}), opened on ${asOf} by ${user}`,
    ...(relations === undefined ? ['the contacts could not be read'] : relationLines(relations)),
    ...result,
    ...explained.map(explanation),
  ].join('\n  ');
}

function relationLines({ contacts, counted, notCounted, indices, usual }: Relations): string[] {
  const notCountedText = [...notCounted].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const numbers = Object.entries(indices).map(([name, value]) => `${name} ${value?.toFixed(2) ?? '-'}`);
  return [
    `${contacts} contacts; in 36 months ${counted} GP visits counted${notCountedText && `, not counted: ${notCountedText}`}`,
    numbers.join('  '),
    usual
      ? `usual clinician: ${usual.name}, ${usual.visits.length} of ${usual.of} visits${usual.established ? ', established' : ''}`
      : 'no usual clinician',
  ];
}

function card({ source, summary, detail = '' }: Card): string[] {
  return [`[${source.topic?.code}] ${summary}`, ...detail.split('\n').map((line) => `  | ${line}`)];
}

function explanation({ code, outcome, sentence }: Explanation): string {
  return `${outcome.padEnd(12)} ${code.padEnd(24)} ${sentence}`;
}

function nameOf({ name }: ChartOpening['patient']): string {
  const first = name?.[0];
  return first?.text ?? ([...(first?.given ?? []), first?.family].filter(Boolean).join(' ') || 'Nameless');
}
