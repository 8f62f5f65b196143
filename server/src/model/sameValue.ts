// Whether two plain values are alike, so that equal facts keep their identity
// and nothing that hangs on them is computed again.

/** Deep equality of data: text, numbers, lists, objects. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (
    typeof a !== "object" ||
    typeof b !== "object" ||
    a === null ||
    b === null
  ) {
    return false;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    return (
      a.length === b.length && a.every((item, at) => sameValue(item, b[at]))
    );
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      key in b &&
      sameValue(
        (a as Record<string, unknown>)[key],
        (b as Record<string, unknown>)[key],
      ),
  );
}

/** `previous` where it is alike, so that its identity lives on. */
export function keepIdentity<Value>(
  previous: Value | undefined,
  next: Value,
): Value {
  return previous !== undefined && sameValue(previous, next) ? previous : next;
}
