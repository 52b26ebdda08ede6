import { type CellTable, createCellTable } from '../../../small-numbers/cells.ts';
import { ageBands, conditionBands, lengthBands } from '../bands.ts';
import { computability, visitKinds } from '../count-indices.ts';
import { leftOutReasons } from '../population.ts';
import type { Window } from '../window.ts';
import type { Counted } from './counted.ts';
import { peopleWith } from './distribution.ts';
import { all, ids, leastShares, type Monthly } from './ids.ts';

type Table = ReturnType<typeof createCellTable>;

/** Everything that the report of one practice counts, and which of it are sums of others. */
export function cellsOf(counted: Counted, lists: readonly string[], { months }: Window): CellTable {
  const table = createCellTable();
  addPeople(table, counted, lists);
  for (const month of months) addMonth(table, counted, lists, month);
  addWindow(table, lists, months);
  addIndices(table, counted);
  addGroups(table, counted);
  addLengths(table, counted);
  addDepartures(table, counted);
  addNameless(table, counted);
  return table.table;
}

/** Contacts that would be visits if it were recorded with whom, of these and the visits together. */
function addNameless({ add, sum, table }: Table, counted: Counted): void {
  add(ids.nameless, counted.count('nameless'));
  const parts = [ids.monthly('visits', all, all), ids.monthly('visits', all, ''), ids.nameless];
  for (const part of parts) add(ids.contacts, table.cells.get(part)?.value ?? 0);
  sum(ids.contacts, parts);
}

/** Ages, as far as anybody is of them: of hardly any record the age is unknown. */
export function agesIn(counted: Counted): readonly string[] {
  return ageBands.filter((age) => age !== 'unknown' || counted.count('index', 'gp', 'upc', 'group', age) > 0);
}

function addPeople({ add, sum, rest }: Table, counted: Counted, lists: readonly string[]): void {
  const reasons = ['included', ...leftOutReasons];
  for (const reason of reasons) add(ids.people(reason), counted.count('people', reason));
  add(ids.people(all), counted.count('people'));
  sum(ids.people(all), reasons.map(ids.people));
  const every = [...lists, ''];
  for (const list of every) {
    add(ids.listPeople(list), counted.count('list', list));
    add(ids.listComputed(list), counted.count('index', 'gp', 'upc', 'list', list));
    rest(ids.listPeople(list), [ids.listComputed(list)]);
  }
  sum(ids.people('included'), every.map(ids.listPeople));
  sum(ids.state('gp', 'computed'), every.map(ids.listComputed));
}

/** A month of each list, and their sums; of those on nobody's list only the visits, which stand in no share. */
function addMonth({ add, sum, rest }: Table, counted: Counted, lists: readonly string[], month: string): void {
  add(ids.monthly('visits', month, ''), counted.count('month', '', month, 'visits'), false);
  for (const what of ['visits', 'own', 'people', 'ofGp'] as const) {
    add(ids.monthly(what, month, all), 0);
    for (const list of lists) {
      const value = what === 'ofGp' ? counted.count('with', list, month) : counted.count('month', list, month, what);
      add(ids.monthly(what, month, list), value);
      add(ids.monthly(what, month, all), value);
    }
    sum(
      ids.monthly(what, month, all),
      lists.map((list) => ids.monthly(what, month, list)),
    );
  }
  for (const list of [...lists, all]) addRest(rest, month, list);
}

/** Visits with others than the own GP, and a GP's visits of other lists: they follow from what is printed. */
function addRest(rest: Table['rest'], month: string, list: string): void {
  for (const what of ['visits', 'ofGp'] as const)
    rest(ids.monthly(what, month, list), [ids.monthly('own', month, list)]);
}

/** The sums over all months. People are no sum of months: somebody is seen in several. */
function addWindow(table: Table, lists: readonly string[], months: readonly string[]): void {
  for (const what of ['visits', 'own', 'ofGp'] as const) {
    for (const list of [...lists, all]) addOverMonths(table, what, list, months);
    table.sum(
      ids.monthly(what, all, all),
      lists.map((list) => ids.monthly(what, all, list)),
    );
  }
  addOverMonths(table, 'visits', '', months);
  for (const list of [...lists, all]) addRest(table.rest, all, list);
}

function addOverMonths({ add, sum, table }: Table, what: Monthly, list: string, months: readonly string[]): void {
  const parts = months.map((month) => ids.monthly(what, month, list));
  const value = parts.reduce((total, part) => total + (table.cells.get(part)?.value ?? 0), 0);
  add(ids.monthly(what, all, list), value);
  sum(ids.monthly(what, all, list), parts);
}

function addIndices({ add, sum, rest }: Table, counted: Counted): void {
  for (const kind of visitKinds) {
    for (const state of computability) add(ids.state(kind, state), counted.count('computability', kind, state));
    sum(
      ids.people('included'),
      computability.map((state) => ids.state(kind, state)),
    );
    const upc = counted.distribution(kind, 'upc', all);
    for (const least of leastShares) add(ids.reached(kind, least), peopleWith(upc, Number(least)));
    rest(ids.state(kind, 'computed'), [ids.reached(kind, '0.4')]);
    rest(ids.reached(kind, '0.4'), [ids.reached(kind, '0.7')]);
  }
}

function addGroups(table: Table, counted: Counted): void {
  const ages = agesIn(counted);
  for (const age of ages)
    for (const conditions of conditionBands) {
      const upc = counted.distribution('gp', 'upc', 'group', age, conditions);
      for (const [a, c] of [
        [age, conditions],
        [age, all],
        [all, conditions],
        [all, all],
      ] as const) {
        table.add(ids.groupComputed(a, c), counted.count('index', 'gp', 'upc', 'group', age, conditions));
        for (const least of leastShares) table.add(ids.groupReached(a, c, least), peopleWith(upc, Number(least)));
      }
    }
  sumGroups(table, ages, ids.groupComputed, ids.state('gp', 'computed'));
  for (const least of leastShares)
    sumGroups(table, ages, (age, conditions) => ids.groupReached(age, conditions, least), ids.reached('gp', least));
  for (const age of [...ages, all])
    for (const conditions of [...conditionBands, all]) {
      table.rest(ids.groupComputed(age, conditions), [ids.groupReached(age, conditions, '0.4')]);
      table.rest(ids.groupReached(age, conditions, '0.4'), [ids.groupReached(age, conditions, '0.7')]);
    }
}

function sumGroups(
  { sum }: Table,
  ages: readonly string[],
  id: (age: string, conditions: string) => string,
  everyone: string,
): void {
  for (const age of [...ages, all])
    sum(
      id(age, all),
      conditionBands.map((conditions) => id(age, conditions)),
    );
  for (const conditions of [...conditionBands, all])
    sum(
      id(all, conditions),
      ages.map((age) => id(age, conditions)),
    );
  sum(everyone, [id(all, all)]);
}

function addLengths({ add, sum }: Table, counted: Counted): void {
  for (const band of lengthBands) {
    add(ids.length(band), counted.count('length', band));
    add(ids.length(all), counted.count('length', band));
  }
  sum(ids.length(all), lengthBands.map(ids.length));
  sum(ids.people('included'), [ids.length(all), ids.listPeople('')]);
}

function addDepartures({ add, rest }: Table, counted: Counted): void {
  for (const what of ['seen', 'same-twice'] as const) {
    add(ids.departed(what, all), counted.count('departed', what));
    add(ids.departed(what, 'true'), counted.count('departed', what, 'true'));
    rest(ids.departed(what, all), [ids.departed(what, 'true')]);
  }
  rest(ids.departed('seen', all), [ids.departed('same-twice', all)]);
}
