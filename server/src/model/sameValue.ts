// Whether two plain values are alike, so that equal facts keep their identity
// and nothing that hangs on them is computed again.

/** Deep equality of data: text, numbers, lists, objects. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return isObject(a) && isObject(b) && sameParts(a, b, sameValue);
}

/**
 * The same for facts, wherever in their text they stand: two places are alike
 * whatever they are.
 */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  return (isPlace(a) && isPlace(b)) || sameParts(a, b, saysTheSame);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlace(value: object): boolean {
  return "startLine" in value && "startCharacter" in value;
}

function sameParts(
  a: object,
  b: object,
  isSame: (a: unknown, b: unknown) => boolean,
): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b)) return false;
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      key in b &&
      isSame(
        (a as Record<string, unknown>)[key],
        (b as Record<string, unknown>)[key],
      ),
  );
}

/** `previous` where it is alike, so that its identity lives on. */
export function keepWhole<Value>(
  previous: Value | undefined,
  next: Value,
): Value {
  return previous !== undefined && sameValue(previous, next) ? previous : next;
}

/**
 * The same for plain data and each part of it: where one item of a list is
 * another, the others keep their identity, and so do the lists beside it.
 */
export function keepIdentity<Value>(
  previous: Value | undefined,
  next: Value,
): Value {
  return previous === undefined ? next : (withPartsOf(previous, next) as Value);
}

function withPartsOf(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (
    typeof previous !== "object" ||
    typeof next !== "object" ||
    previous === null ||
    next === null
  ) {
    return next;
  }
  if (Array.isArray(previous) || Array.isArray(next)) {
    return Array.isArray(previous) && Array.isArray(next)
      ? withItemsOf(previous, next)
      : next;
  }
  return withFieldsOf(
    previous as Record<string, unknown>,
    next as Record<string, unknown>,
  );
}

function withFieldsOf(
  previous: Readonly<Record<string, unknown>>,
  next: Readonly<Record<string, unknown>>,
): unknown {
  const keys = Object.keys(next);
  let isSame = Object.keys(previous).length === keys.length;
  // Copied only where a part of it is to be the one of before.
  let kept: Record<string, unknown> | undefined;
  for (const key of keys) {
    const was = previous[key];
    const now = next[key];
    // Most are: what is the very same needs no call.
    if (was === now) {
      isSame &&= now !== undefined || key in previous;
      continue;
    }
    const one = withPartsOf(was, now);
    isSame &&= Object.is(one, was);
    if (Object.is(one, now)) continue;
    kept ??= { ...next };
    kept[key] = one;
  }
  return isSame ? previous : (kept ?? next);
}

function withItemsOf(
  previous: readonly unknown[],
  next: readonly unknown[],
): readonly unknown[] {
  if (next.length === 0) return previous.length === 0 ? previous : next;
  let kept: unknown[] | undefined;
  for (let at = 0; at < next.length; at += 1) {
    const was = previous[at];
    const now = next[at];
    const one = was === now ? now : withPartsOf(was, now);
    if (kept === undefined) {
      if (at < previous.length && Object.is(one, was)) continue;
      kept = previous.slice(0, at);
    }
    kept.push(one);
  }
  if (kept !== undefined) return kept;
  return previous.length === next.length
    ? previous
    : previous.slice(0, next.length);
}
