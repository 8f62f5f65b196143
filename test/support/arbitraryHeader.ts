// Headers as many people would write them, in every manner of YAML.

import fc from "fast-check";

const ordinary = fc.constantFrom(
  "E01",
  "QIF-1.1",
  "Training record",
  "2026-05-11",
  "2026-04-01/2027-03-31",
  "observation",
  "A. Brook",
  "Caf\u00e9 \u{1F4C4}",
  "1.10",
  "true",
  "~",
  "it's",
  "a:b",
  "c#3",
  "10:30",
  "http://example.org/a?b=c&d",
  "x  y",
  "50 %",
);
const odd = fc.constantFrom("a, b", "(see [E02])", "-x", 'the "plan"', "");
const wrong = fc.constantFrom("*", "-", "---", "A: b", "x # y", "@home", "!");
const keys = fc.constantFrom(
  "evidence",
  "id",
  "title",
  "kind",
  "date",
  "standards",
  "witness",
  "a.b",
  "x-1",
  "'quoted'",
  '"also quoted"',
  "With blanks",
);
const gap = fc.constantFrom(" ", " ", " ", " ", "  ", "   ");
const behind = fc.constantFrom("", "", "", "", "", " ", " # note", "   # a: b");

/** A line that begins with this is never indented. */
const margin = "<";

/** Lines that stand above an entry: most often none. */
const above = fc.oneof(
  { weight: 8, arbitrary: fc.constant<readonly string[]>([]) },
  {
    weight: 2,
    arbitrary: fc.array(
      fc.constantFrom(
        "",
        "   ",
        "# note",
        " # note",
        "    # - x",
        `${margin}# a: b`,
        `${margin}  # a: b`,
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
);

/** Stand for a name that is given, and for one that was given before. */
const naming = "&?";
const named = "*?";

const scalar = fc
  .tuple(
    fc.oneof(
      { weight: 14, arbitrary: ordinary },
      { weight: 2, arbitrary: odd },
      { weight: 1, arbitrary: wrong },
    ),
    fc.constantFrom("", "", "", '"', "'"),
  )
  .map(([text, quote]) =>
    quote === "'"
      ? `'${text.replaceAll("'", "''")}'`
      : `${quote}${quote === "" ? text : text.replaceAll('"', "")}${quote}`,
  );

const { flow } = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    { weight: 6, arbitrary: ordinary },
    { weight: 1, arbitrary: scalar },
    { weight: 1, arbitrary: fc.constant(named) },
    fc
      .tuple(fc.array(tie("flow"), { maxLength: 4 }), gap)
      .map(([parts, blanks]) => `[${parts.join(`,${blanks}`)}]`),
    fc
      .tuple(fc.array(fc.tuple(keys, tie("flow")), { maxLength: 3 }), gap)
      .map(([parts, blanks]) => {
        const pairs = parts.map(([key, value]) => `${key}:${blanks}${value}`);
        return `{${blanks}${pairs.join(", ")} }`;
      }),
  ),
}));

/** A value as it is written behind a key or a dash, and below it. */
interface Written {
  readonly inline: string;
  readonly below: readonly string[];
  readonly isList?: boolean;
}

const oneLine = fc
  .tuple(
    fc.oneof(
      { weight: 10, arbitrary: scalar },
      { weight: 4, arbitrary: flow },
      { weight: 1, arbitrary: scalar.map((text) => `${naming} ${text}`) },
      { weight: 1, arbitrary: flow.map((text) => `${naming} ${text}`) },
      { weight: 1, arbitrary: fc.constant(named) },
    ),
    behind,
  )
  .map(([text, more]): Written => ({ inline: text + more, below: [] }));

const text = fc
  .tuple(
    fc.constantFrom("|", ">", "|-", ">-", "|", ">", "|+", "|2"),
    fc.constantFrom("Words.", "# no note"),
    fc.array(fc.constantFrom("More.", "# no note", "a: b", "", "", "  in"), {
      maxLength: 4,
    }),
  )
  .map(([inline, first, more]): Written => ({
    inline,
    below: [first, ...more],
  }));

/** What stands behind the key of a list or map. */
const head = fc.constantFrom("", "", "", "", "", " # note", naming);
const further = fc.constantFrom(0, 1, 2, 2, 2, 4);

/** Lines, indented where they are not blank. */
function indented(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) =>
    line === "" || line.startsWith(margin) ? line : " ".repeat(by) + line,
  );
}

function entryLines(
  key: string,
  blanks: string,
  by: number,
  { inline, below, isList = false }: Written,
): readonly string[] {
  const room = inline === "" || inline.startsWith(" ") ? "" : blanks;
  // The dashes of a list may stand right below its key.
  const indent = isList ? by : Math.max(by, 1);
  return [`${key}:${room}${inline}`, ...indented(below, indent)];
}

function itemLines(
  blanks: string,
  by: number,
  { inline, below }: Written,
): readonly string[] {
  const [first = "", ...rest] = below;
  if (inline === "" && by > 0 && /^[^\s#<]/.test(first)) {
    return [`-${blanks}${first}`, ...indented(rest, 1 + blanks.length)];
  }
  const room = inline === "" || inline.startsWith(" ") ? "" : blanks;
  return [`-${room}${inline}`, ...indented(below, Math.max(by, 1))];
}

const { entries } = fc.letrec<{
  written: Written;
  entries: readonly string[];
  items: readonly string[];
}>((tie) => ({
  written: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    { weight: 5, arbitrary: oneLine },
    { weight: 1, arbitrary: text },
    fc
      .tuple(head, tie("entries"))
      .map(([inline, below]): Written => ({ inline, below })),
    fc
      .tuple(head, tie("items"))
      .map(([inline, below]): Written => ({ inline, below, isList: true })),
  ),
  entries: fc
    .uniqueArray(fc.tuple(above, keys, gap, further, tie("written")), {
      minLength: 1,
      maxLength: 5,
      selector: ([, key]) => key,
    })
    .map((all) =>
      all.flatMap(([before, key, blanks, by, value]) => [
        ...before,
        ...entryLines(key, blanks, by, value),
      ]),
    ),
  items: fc
    .array(fc.tuple(above, gap, further, tie("written")), {
      minLength: 1,
      maxLength: 4,
    })
    .map((all) =>
      all.flatMap(([before, blanks, by, value]) => [
        ...before,
        ...itemLines(blanks, by, value),
      ]),
    ),
}));

/** The text with names in it: each given once, and known where it is used. */
function withNames(yaml: string): string {
  let count = 0;
  return yaml.replaceAll(/[&*]\?/g, (mark) => {
    if (mark === named) return count === 0 ? "nobody" : `*Name_${count}-x`;
    count += 1;
    return `&Name_${count}-x`;
  });
}

/** A whole header; now and then its last line has no end. */
export const arbitraryHeader: fc.Arbitrary<string> = fc
  .tuple(
    entries,
    above,
    fc.constantFrom("\n", "\n", "\n", "\r\n", "\r"),
    fc.constantFrom(true, true, true, false),
  )
  .map(([lines, last, lineEnd, isEnded]) => {
    const all = [...lines, ...last].map((line) => line.replace(margin, ""));
    const yaml = withNames(all.join(lineEnd));
    return isEnded ? `${yaml}${lineEnd}` : yaml;
  });
