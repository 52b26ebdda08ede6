import type { Resource } from '@medplum/fhirtypes';
import type { Finding } from '#src/detectors/detector.ts';
import type { Code } from '#src/detectors/index.ts';
import type { Life } from '../life.ts';
import { practiceOf } from '../practice.ts';
import type { Random } from '../random.ts';
import type { Written } from '../record.ts';
import { sceneOf } from './begin.ts';
import { linesForEveryone } from './everyone.ts';
import type { Line } from './line.ts';
import { type Scene, type Setting, usualSetting, workersOf } from './scene.ts';

/** What makes one detection fire in a life that has nothing else to say; `P` is what is drawn by lot. */
export interface Cause<P extends object> {
  readonly code: Code;
  /** Where the detection adds a sentence to a card: its name, and whether a finding has it. */
  readonly sentence?: { readonly name: string; readonly isIn: (finding: Finding) => boolean };
  readonly plan: (random: Random) => P & Partial<Setting>;
  /** Writes the cause; returns the keys (`Condition/r7`) of entries without which there is none. */
  readonly write: (scene: Scene, plan: P & Setting) => readonly string[];
  /** What must silence it, and other forms in which it must fire. */
  readonly lines: readonly Line<P>[];
}

/** What a life says that has the cause and nothing else. */
export const withCause = 'with its cause';

/** A kind of life, for which it is known whether the detection must fire. */
export interface Case {
  readonly code: Code;
  /** The code, or the sentence of a card. */
  readonly about: string;
  readonly says: string;
  readonly fires: boolean;
  readonly make: (random: Random) => Life;
}

/** The name of the group of its lives. */
export function groupOf({ about, says }: Case): string {
  return `${about}: ${says}`;
}

/** The life with its cause, and one for each line. */
export function casesOf<P extends object>(cause: Cause<P>): readonly Case[] {
  const { code, sentence } = cause;
  const about = sentence?.name ?? `\`${code}\``;
  const lines: readonly Line<P>[] = [...cause.lines, ...linesForEveryone(code, sentence !== undefined)];
  return [
    { code, about, says: withCause, fires: true, make: (random) => lifeOf(cause, undefined, random) },
    ...lines.map((line) => ({
      code,
      about,
      says: line.says,
      fires: line.fires ?? false,
      make: (random: Random) => lifeOf(cause, line, random),
    })),
  ];
}

function lifeOf<P extends object>(cause: Cause<P>, line: Line<P> | undefined, random: Random): Life {
  const drawn = { ...usualSetting(random), ...cause.plan(random) };
  const plan = { ...drawn, ...line?.setting?.(random), ...line?.change?.(drawn, random) };
  const scene = sceneOf(random, plan);
  const entries = cause.write(scene, plan);
  line?.also?.(scene, plan);
  const { user, visit, offered, on } = scene;
  return {
    record: line?.edit === undefined ? scene.record : edited(scene.record, entries, line.edit),
    practice: practiceOf(workersOf(plan.staff, scene.on)),
    openings: [{ day: on, user, offered, ...(visit !== undefined && { visit }) }],
    judged: [cause.code],
    ...(cause.sentence && { looksFor: cause.sentence.isIn }),
    truth: {},
  };
}

function edited(record: Written, entries: readonly string[], edit: (resource: Resource) => Resource): Written {
  const versions = record.versions.map((version) => {
    const { resource } = version;
    if (!entries.includes(`${resource.resourceType}/${resource.id}`)) return version;
    return { ...version, resource: { ...edit(resource), id: resource.id } };
  });
  return { ...record, versions };
}
