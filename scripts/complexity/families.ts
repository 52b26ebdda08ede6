import type { Family } from './call.ts';
import { hooks } from './families/hooks.ts';
import { lists } from './families/lists.ts';
import { records } from './families/records.ts';
import { signatures } from './families/signatures.ts';
import { staff } from './families/staff.ts';
import { texts } from './families/texts.ts';

/** Every way that is tried to make a body cost more than its size. */
export const families: readonly Family[] = [...texts, ...records, ...lists, ...staff, ...signatures, ...hooks];
