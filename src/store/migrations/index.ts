import type { Migration } from 'kysely/migration';
import { firstTables } from './first-tables.ts';

/** Every change of the tables, in order of name: the same ones on both engines, each with its undo. */
export const migrations: Readonly<Record<string, Required<Migration>>> = { '0001-first-tables': firstTables };
