/** No more attempts than this: a large record has tens of thousands of places. */
const mostAttempts = 4000;

/**
 * Smaller versions of a JSON value, large cuts first: halves of lists and texts, then what stands in lists and objects, one by one.
 * `current` is the value as it is by now; whoever takes a version makes it the current one.
 */
export function* smaller(current: () => unknown): Generator<unknown> {
  let attempts = 0;
  for (let before: unknown; before !== current(); ) {
    before = current();
    for (const path of pathsIn(before)) {
      for (const cut of cutsOf(valueAt(current(), path))) {
        attempts += 1;
        if (attempts > mostAttempts) return;
        const now = current();
        yield replaced(now, path, cut);
        if (current() !== now) break;
      }
    }
  }
}

type Path = readonly string[];

/** What takes the place of a value; undefined where it can go as a whole. */
function cutsOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  if (typeof value === 'string' || Array.isArray(value)) {
    const half = Math.ceil(value.length / 2);
    return value.length > 1 ? [undefined, value.slice(0, half), value.slice(half)] : [undefined];
  }
  return [undefined];
}

/** Upper ones first. */
function pathsIn(value: unknown): Path[] {
  const found: Path[] = [[]];
  for (const path of found) {
    const inner = valueAt(value, path);
    if (typeof inner === 'object' && inner !== null) found.push(...Object.keys(inner).map((key) => [...path, key]));
  }
  return found.slice(1);
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined),
    value,
  );
}

function replaced(original: unknown, path: Path, value: unknown): unknown {
  const root = structuredClone(original);
  const owner = valueAt(root, path.slice(0, -1)) as Record<string, unknown> | unknown[];
  const key = path.at(-1) ?? '';
  if (Array.isArray(owner)) owner.splice(Number(key), 1, ...(value === undefined ? [] : [value]));
  else if (value === undefined) delete owner[key];
  else owner[key] = value;
  return root;
}
