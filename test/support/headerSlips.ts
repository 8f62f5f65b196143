// The slips that fingers make in YAML: characters that mean something where
// they should not stand, lines that stand further in or in another order.

import fc from "fast-check";

interface Slip {
  readonly kind:
    | "insert"
    | "delete"
    | "double"
    | "swap"
    | "indent"
    | "outdent"
    | "line"
    | "tail"
    | "ends"
    | "cut";
  /** Parts of the text's length, or of its lines. */
  readonly from: number;
  readonly size: number;
  readonly text: string;
}

const slip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom(
    "insert",
    "insert",
    "insert",
    "delete",
    "double",
    "swap",
    "indent",
    "outdent",
    "line",
    "line",
    "tail",
    "ends",
    "cut",
  ),
  from: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  size: fc.integer({ min: 1, max: 6 }),
  text: fc.constantFrom(
    ...Array.from(
      "-:#&*!|>'\"%@,[]{}?\t\r \n`~.=<\\\u00e9\u00a0\u0085\u2028\ufeff\uff1a",
    ),
    "\u{1F4C4}",
    ": ",
    "- ",
    " #",
    "# c",
    "a: b",
    "- x",
    "- k: v",
    "-",
    "k:",
    "*a",
    "&a ",
    "&a x",
    "[a, b]",
    "{a: b}",
    "''",
    "|",
    ">-",
    "---",
    "...",
    "? a",
  ),
});

/** A few slips, one after the other. */
export const slips = fc.array(slip, { minLength: 1, maxLength: 4 });

export function slipped(text: string, all: readonly Slip[]): string {
  return all.reduce(slipOnce, text);
}

function slipOnce(text: string, { kind, from, size, text: by }: Slip): string {
  const at = Math.floor(from * (text.length + 1));
  const lines = text.split("\n");
  const line = Math.floor(from * lines.length);
  const old = lines[line] ?? "";
  const changed = (to: string): string => lines.with(line, to).join("\n");
  switch (kind) {
    case "insert":
      return text.slice(0, at) + by + text.slice(at);
    case "delete":
      return text.slice(0, at) + text.slice(at + size);
    case "double":
      return lines.toSpliced(line, 0, old).join("\n");
    case "swap":
      return lines
        .toSpliced(line, 1)
        .toSpliced(Math.max(0, line - size), 0, old)
        .join("\n");
    case "indent":
      return changed(" ".repeat(size) + old);
    case "outdent":
      return changed(old.slice(size));
    case "line":
      return lines.toSpliced(line, 0, " ".repeat(size - 1) + by).join("\n");
    case "tail":
      return changed(`${old} ${by}`);
    case "ends":
      return text.replaceAll("\n", size > 3 ? "\r\n" : "\r");
    case "cut":
      return text.slice(0, at);
  }
}
