import type { Card } from '#src/cds/protocol.ts';
import type { Opened } from './open-charts.ts';
import type { Relations } from './relations.ts';

/** One opening as a few lines of text. */
export function describe({ patient, asOf, user, relations, outcome, status, cards }: Opened): string {
  const told =
    outcome === 'answered' ? (cards.length === 0 ? ['no card'] : cards.flatMap(card)) : [`${outcome} (${status})`];
  return [
    `\n${nameOf(patient)} (Patient/${patient.id}), opened on ${asOf} by ${user}`,
    ...(relations === undefined ? ['the contacts could not be read'] : relationLines(relations)),
    ...told,
  ].join('\n  ');
}

function relationLines({ contacts, counted, notCounted, indices, usual }: Relations): string[] {
  const left = [...notCounted].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const numbers = Object.entries(indices).map(([name, value]) => `${name} ${value?.toFixed(2) ?? '-'}`);
  return [
    `${contacts} contacts; in 36 months ${counted} GP visits counted${left && `, not counted: ${left}`}`,
    numbers.join('  '),
    usual
      ? `usual clinician: ${usual.name}, ${usual.visits.length} of ${usual.of} visits${usual.established ? ', established' : ''}`
      : 'no usual clinician',
  ];
}

function card({ source, summary, detail = '' }: Card): string[] {
  return [`[${source.topic?.code}] ${summary}`, ...detail.split('\n').map((line) => `  | ${line}`)];
}

function nameOf({ name }: Opened['patient']): string {
  const first = name?.[0];
  return first?.text ?? ([...(first?.given ?? []), first?.family].filter(Boolean).join(' ') || 'Nameless');
}
