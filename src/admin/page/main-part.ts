import type { Statement } from '../statement/statement.ts';
import type { PageSources } from './phrases.ts';

/** The main part of the page. What draws it takes 40 MB and most of a second to load, so that happens when somebody asks. */
export async function mainPart(statement: Statement, sources: PageSources): Promise<string> {
  const { statementMain } = await import('./statement-page.ts');
  return statementMain(statement, sources);
}
