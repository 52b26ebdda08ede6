import type { Migration } from 'kysely/migration';
import { erasures } from './erasures.ts';
import { firstTables } from './first-tables.ts';
import { migrationHashes } from './migration-hashes.ts';
import { openingsByMonth } from './openings-by-month.ts';
import { retirements } from './retirements.ts';
import { silentShowings } from './silent-showings.ts';
import { unread } from './unread.ts';
import { waitingAnswers } from './waiting-answers.ts';

interface StoreMigration extends Required<Migration> {
  /** The oldest version that may go on using the store after this migration, by the last migration that it knows. */
  readonly worksFrom: string;
}

/**
 * Every change of the tables, in order of name, each with its undo. One that was released is never edited
 * (docs/adr/0006-expand-migrate-contract.md).
 */
export const migrations: Readonly<Record<string, StoreMigration>> = {
  '0001-first-tables': { ...firstTables, worksFrom: '0001-first-tables' },
  '0002-migration-hashes': { ...migrationHashes, worksFrom: '0001-first-tables' },
  '0003-waiting-answers': { ...waitingAnswers, worksFrom: '0001-first-tables' },
  '0004-erasures': { ...erasures, worksFrom: '0001-first-tables' },
  '0005-retirements': { ...retirements, worksFrom: '0001-first-tables' },
  '0006-unread': { ...unread, worksFrom: '0001-first-tables' },
  '0007-openings-by-month': { ...openingsByMonth, worksFrom: '0001-first-tables' },
  '0008-silent-showings': { ...silentShowings, worksFrom: '0001-first-tables' },
};
