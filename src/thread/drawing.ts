import { cut } from '../cards/names.ts';
import type { Words } from '../cards/words.ts';
import type { Day } from '../history/calendar.ts';
import { greatest, least } from '../history/extremes.ts';
import type { ThreadNames } from './names.ts';
import type { Span } from './spans.ts';
import type { symbols } from './symbols.ts';
import type { Thread } from './thread.ts';

/** Something drawn in a row: a symbol on a day, with or without a few words after it. */
export interface DrawnMark {
  readonly row: string;
  readonly day: Day;
  readonly kind: keyof typeof symbols;
  readonly counted?: boolean;
  readonly text?: string;
}

/** Days of a row that are drawn as a bar. */
export interface DrawnBar extends Span {
  readonly row: string;
  readonly kind: 'away' | 'stay' | 'gap' | 'long-term' | 'before';
  readonly text?: string;
}

/** What is drawn, by rows from top to bottom; a row's id is unique where its label may not be. */
export interface Drawing {
  readonly rows: readonly { readonly id: string; readonly label: string }[];
  readonly marks: readonly DrawnMark[];
  readonly bars: readonly DrawnBar[];
  readonly from: Day;
  readonly to: Day;
}

/** Longest label of a row in code points: what fits beside the lanes. */
const longestLabel = 22;

/** Days drawn before the first and after the last mark, so that none lies on the edge. */
const marginDays = 20;

/** The thread as rows of marks and bars; only rows that hold something. */
export function drawingOf(thread: Thread, names: ThreadNames, words: Words): Drawing {
  const parts = [...laneParts(thread, names, words), ...eventParts(thread, words), ...healthParts(thread, words)];
  const filled = parts.filter(({ marks = [], bars = [] }) => marks.length + bars.length > 0);
  const marks = filled.flatMap(({ id: row, marks: own = [] }) => own.map((one) => ({ ...one, row })));
  const bars = filled.flatMap(({ id: row, bars: own = [] }) => own.map((one) => ({ ...one, row })));
  const days = [...marks.map(({ day }) => day), ...bars.map(({ from }) => from)];
  return {
    rows: filled.map(({ id, label }) => ({ id, label: cut(label, longestLabel) })),
    marks,
    bars,
    // A record that begins later needs no empty years before it.
    from: Math.max(thread.period.from, least(days) - marginDays),
    to: Math.max(thread.period.to, greatest(days)) + marginDays,
  };
}

/** One row, whose marks and bars do not repeat which. */
interface Part {
  readonly id: string;
  readonly label: string;
  readonly marks?: readonly Omit<DrawnMark, 'row'>[];
  readonly bars?: readonly Omit<DrawnBar, 'row'>[];
}

function laneParts({ lanes, period, finding }: Thread, names: ThreadNames, words: Words): readonly Part[] {
  const { left } = words.wording.thread;
  return lanes.map((lane): Part => {
    const contacts = lane.marks.map(({ counted, ...mark }) => ({ ...mark, counted: counted && finding !== undefined }));
    const text = lane.left === undefined ? '' : words.format(left, { day: words.day(lane.left, period.to) });
    const end = lane.left === undefined ? [] : [{ day: lane.left, kind: 'left' as const, text }];
    return { id: lane.who, label: names.lane(lane), marks: [...contacts, ...end] };
  });
}

function eventParts({ absences, hospital, gap, missed }: Thread, words: Words): readonly Part[] {
  const { rows, gapLabel } = words.wording.thread;
  const text = gap === undefined ? '' : words.format(gapLabel, { span: words.span(gap.to - gap.from) });
  return [
    { id: 'away', label: rows.away, bars: absences.map(({ from, to }) => ({ kind: 'away', from, to })) },
    {
      id: 'hospital',
      label: rows.hospital,
      marks: hospital.emergencies.map((day) => ({ day, kind: 'emergency' })),
      bars: hospital.stays.map((span) => ({ kind: 'stay', ...span })),
    },
    { id: 'gap', label: rows.gap, bars: gap === undefined ? [] : [{ kind: 'gap', ...gap, text }] },
    { id: 'missed', label: rows.missed, marks: missed.map((day) => ({ day, kind: 'missed' })) },
  ];
}

function healthParts({ longTerm, relapses, losses }: Thread, words: Words): readonly Part[] {
  const { rows, conditions } = words.wording.thread;
  const spells = relapses.flatMap((one) => one.relapses);
  const before = spells.flatMap((one) => one.before);
  return [
    ...longTerm.map(
      ({ condition, from, to }): Part => ({
        id: `condition-${condition}`,
        label: conditions[condition],
        bars: [{ kind: 'long-term', from, to }],
      }),
    ),
    { id: 'relapses', label: rows.relapses, marks: spells.map(({ day }) => ({ day, kind: 'relapse' })) },
    { id: 'before', label: rows.before, bars: before.map((span) => ({ kind: 'before', ...span })) },
    { id: 'losses', label: rows.losses, marks: losses.map(({ day }) => ({ day, kind: 'loss' })) },
  ];
}
