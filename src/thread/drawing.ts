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
  const filled = parts.filter(({ marks, bars }) => marks.length + bars.length > 0);
  const marks = filled.flatMap((one) => one.marks);
  const bars = filled.flatMap((one) => one.bars);
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

interface Part {
  readonly id: string;
  readonly label: string;
  readonly marks: readonly DrawnMark[];
  readonly bars: readonly DrawnBar[];
}

function laneParts({ lanes, period, finding }: Thread, names: ThreadNames, words: Words): readonly Part[] {
  const { left } = words.wording.thread;
  return lanes.map((lane): Part => {
    const row = lane.who;
    const marks = lane.marks.map(
      ({ day, kind, counted }): DrawnMark => ({ row, day, kind, counted: counted && finding !== undefined }),
    );
    const end = lane.left === undefined ? [] : [lane.left];
    return {
      id: row,
      label: names.lane(lane),
      marks: [
        ...marks,
        ...end.map(
          (day): DrawnMark => ({
            row,
            day,
            kind: 'left',
            text: words.format(left, { day: words.day(day, period.to) }),
          }),
        ),
      ],
      bars: [],
    };
  });
}

function eventParts({ absences, hospital, gap, missed }: Thread, words: Words): readonly Part[] {
  const { rows, gapLabel } = words.wording.thread;
  const part = (id: string, label: string, marks: readonly DrawnMark[], bars: readonly DrawnBar[]): Part => ({
    id,
    label,
    marks,
    bars,
  });
  const gapText = gap && words.format(gapLabel, { span: words.span(gap.to - gap.from) });
  return [
    part(
      'away',
      rows.away,
      [],
      absences.map(({ from, to }) => ({ row: 'away', kind: 'away', from, to })),
    ),
    part(
      'hospital',
      rows.hospital,
      hospital.emergencies.map((day) => ({ row: 'hospital', day, kind: 'emergency' })),
      hospital.stays.map(({ from, to }) => ({ row: 'hospital', kind: 'stay', from, to })),
    ),
    part('gap', rows.gap, [], gap === undefined ? [] : [{ row: 'gap', kind: 'gap', ...gap, text: gapText ?? '' }]),
    part(
      'missed',
      rows.missed,
      missed.map((day) => ({ row: 'missed', day, kind: 'missed' })),
      [],
    ),
  ];
}

function healthParts({ longTerm, relapses, losses }: Thread, words: Words): readonly Part[] {
  const { rows, conditions } = words.wording.thread;
  const spells = relapses.flatMap((one) => one.relapses);
  return [
    ...longTerm.map(({ condition, from, to }): Part => {
      const row = `condition-${condition}`;
      return { id: row, label: conditions[condition], marks: [], bars: [{ row, kind: 'long-term', from, to }] };
    }),
    {
      id: 'relapses',
      label: rows.relapses,
      marks: spells.map(({ day }) => ({ row: 'relapses', day, kind: 'relapse' })),
      bars: [],
    },
    {
      id: 'before',
      label: rows.before,
      marks: [],
      bars: spells.flatMap(({ before }) =>
        before.map((span): DrawnBar => ({ row: 'before', kind: 'before', ...span })),
      ),
    },
    {
      id: 'losses',
      label: rows.losses,
      marks: losses.map(({ day }) => ({ row: 'losses', day, kind: 'loss' })),
      bars: [],
    },
  ];
}
