// The targets for large frameworks, which have corpora of their own, and for
// the product as an editor has it.
import { plus, type Wish } from "./rows.ts";

/** Targets that have corpora of their own. */
export const packWishes: readonly Wish[] = [
  {
    group: "completion",
    what: "completion over 50,000 codes, p50",
    unit: "ms",
    figure: plus("packs many completion p50"),
    yardstick: ["null", plus("packs null completion p50")],
    target: { over: 2 },
  },
  {
    group: "completion",
    what: "completion over 50,000 codes, p50",
    unit: "ms",
    figure: plus("packs many completion p50"),
    yardstick: ["400 codes", plus("packs few completion p50")],
    target: { times: 1.5 },
  },
  {
    group: "completion",
    what: "completion over 50,000 codes, answer",
    unit: "kB",
    figure: plus("packs many kilobytes"),
    target: { most: 20 },
  },
  {
    group: "pack",
    what: "pack of 50,000 codes, first, until offered",
    unit: "ms",
    figure: plus("packs pack first"),
  },
  {
    group: "pack",
    what: "pack of 50,000 codes, stored, until offered",
    unit: "ms",
    figure: plus("packs pack stored"),
    yardstick: ["its first parse", plus("packs pack first")],
  },
];

export const productWishes: readonly Wish[] = [
  {
    group: "package",
    what: "packaged extension (.vsix)",
    unit: "MB",
    figure: plus("product package megabytes"),
    target: { most: 1.5 },
  },
  {
    group: "activation",
    what: "activation in VS Code",
    unit: "ms",
    figure: plus("product activation"),
    yardstick: ["VS Code's Markdown", plus("product activation of Markdown")],
  },
  ...[
    ["start of the worker to initialize answered", "initialize"],
    ["reading, complete answer", "cold"],
    ["letter, 8 KB narrative, p50", "narrative p50"],
    ["letter, 8 KB narrative, p95", "narrative p95"],
    ["letter, 8 KB evidence, p50", "evidence p50"],
  ].map(([what = "", name = ""]): Wish => ({
    group: "browser",
    what: `in Chromium: ${what}`,
    unit: "ms",
    figure: plus(`browser ${name}`),
    yardstick: ["Node", plus(`node ${name}`)],
  })),
];
