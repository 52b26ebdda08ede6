/**
 * Remembers the latest result of `compute` for each list, as long as that list is in use. A dozen detections ask the same
 * of one history, so this saves most of their work. It is correct because a history's lists and maps are never changed in
 * place, and it pays because `asKnownOn` hands on the very same list where it hides nothing. The other inputs are compared
 * by identity; a call with others replaces what is remembered.
 */
export function memoByList<L extends object, I extends readonly unknown[], R>(
  compute: (list: L, ...inputs: I) => R,
): (list: L, ...inputs: I) => R {
  const remembered = new WeakMap<L, { readonly inputs: I; readonly result: R }>();
  return (list, ...inputs) => {
    const before = remembered.get(list);
    if (before !== undefined && inputs.every((input, i) => input === before.inputs[i])) return before.result;
    const result = compute(list, ...inputs);
    remembered.set(list, { inputs, result });
    return result;
  };
}
