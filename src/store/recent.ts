/** A map of so many entries, without the one that was set longest ago. */
export function createRecent<V>(most: number) {
  const entries = new Map<string, V>();
  return {
    get: (key: string) => entries.get(key),
    set: (key: string, value: V) => {
      entries.delete(key);
      entries.set(key, value);
      const oldest = entries.size > most ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
    },
    delete: (key: string) => void entries.delete(key),
    entries: () => entries.entries(),
  };
}
