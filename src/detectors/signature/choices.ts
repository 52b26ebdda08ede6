/** In how many ways `chosen` of `size` can be chosen. */
export function combinations(size: number, chosen: number): number {
  let count = 1;
  for (let i = 1; i <= chosen; i += 1) count = (count * (size - chosen + i)) / i;
  return Math.round(count);
}

/** 0, 1, 2, … */
export function indicesUpTo(size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, i) => i);
}

/** Every choice of `chosen` indices, in lexical order. */
export function* allChoices(size: number, chosen: number): Generator<Int32Array> {
  const choice = indicesUpTo(chosen);
  for (;;) {
    yield choice;
    const last = choice.findLastIndex((index, i) => index < size - chosen + i);
    if (last < 0) return;
    const next = (choice[last] ?? 0) + 1;
    for (let i = last; i < chosen; i += 1) choice[i] = next + i - last;
  }
}

/** Random choices: the first `chosen` indices of a list that is shuffled on (Fisher & Yates). */
export function* drawnChoices(size: number, chosen: number, draws: number): Generator<Int32Array> {
  const random = mulberry32();
  const indices = indicesUpTo(size);
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = 0; i < chosen; i += 1) {
      const j = i + Math.floor(random() * (size - i));
      const [one = 0, other = 0] = [indices[i], indices[j]];
      indices[i] = other;
      indices[j] = one;
    }
    yield indices;
  }
}

/** Always begins with the same state: a chart that is opened twice must say the same. */
const initialState = 20_261_122;

/** Mulberry32 (Ettinger 2017), a generator of numbers in [0, 1) with a state of 32 bits. */
function mulberry32(): () => number {
  let state = initialState;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
