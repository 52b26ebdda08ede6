import type { Detector } from './detector.ts';

/** THE LIST, in the catalogue's order. */
export const detectors: readonly Detector[] = [];
