/** What follows from an object alone, found when it is first asked for and kept as long as the object is. */
export function onceForEach<K extends object, T>(find: (about: K) => T): (about: K) => T {
  const kept = new WeakMap<K, { readonly found: T }>();
  return (about) => {
    const answer = kept.get(about) ?? { found: find(about) };
    kept.set(about, answer);
    return answer.found;
  };
}
