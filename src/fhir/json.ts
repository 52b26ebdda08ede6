/** Content of a resource as it came: nothing about its elements' types is taken on trust. */
export type JsonObject = { readonly [element: string]: unknown };

/** Counts what could not be used, by reason. */
export type Tally = Map<string, number>;

/** Adds one to a reason's count. */
export function count(tally: Tally, reason: string): void {
  tally.set(reason, (tally.get(reason) ?? 0) + 1);
}

/** The value if it is a JSON object; anything else that is there counts as malformed. */
export function fields(value: unknown, tally?: Tally): JsonObject | undefined {
  if (isFields(value)) return value;
  if (tally && value !== undefined) count(tally, 'malformed');
  return undefined;
}

/** No element of a resource repeats so often in practice; work per element and per pair of elements stays bounded. */
const maxEntries = 1000;

/**
 * The objects of an array, or a single one as such; every other entry counts as malformed. Of a longer list than
 * {@link maxEntries} the rest is left out and counted.
 */
export function objects(value: unknown, tally?: Tally): readonly JsonObject[] {
  if (value === undefined) return none;
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (all.length <= maxEntries) return everyObject(all, tally);
  if (tally) count(tally, 'too-many-entries');
  return everyObject(all.slice(0, maxEntries), tally);
}

/** The objects of a list of resources, however long; every other entry counts as malformed. */
export function everyObject(entries: readonly unknown[], tally?: Tally): readonly JsonObject[] {
  for (const entry of entries) if (!isFields(entry)) return entries.filter((one) => isUsable(one, tally));
  return entries as readonly JsonObject[];
}

/** The objects at the end of a path, through lists and objects; none where the path is empty. */
export function objectsAt(owner: JsonObject, path: readonly string[], tally?: Tally): readonly JsonObject[] {
  let found: readonly JsonObject[] | undefined;
  for (const step of path) {
    if (found === undefined) found = objects(owner[step], tally);
    // Most elements are not there, and then there is nothing to follow.
    else if (found.length > 0) found = found.flatMap((one) => objects(one[step], tally));
  }
  return found ?? none;
}

function isUsable(entry: unknown, tally: Tally | undefined): entry is JsonObject {
  return fields(entry ?? null, tally) !== undefined;
}

/** The value if it is a text with something in it. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const none: readonly JsonObject[] = [];

function isFields(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
