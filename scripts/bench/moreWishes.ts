// The targets for large frameworks, which have corpora of their own, and for
// the product as an editor has it.
import { held, plus, type Wish } from "./rows.ts";

/** Targets that have corpora of their own. */
export const packWishes: readonly Wish[] = [
  ...held(
    "completion",
    "completion over 50,000 codes, p50",
    "ms",
    plus("packs many completion p50"),
    {
      yardstick: ["null", plus("packs null completion p50")],
      target: { over: 2 },
    },
    {
      yardstick: ["400 codes", plus("packs few completion p50")],
      target: { times: 1.5 },
    },
  ),
  ...held(
    "completion",
    "completion over 50,000 codes, answer",
    "kB",
    plus("packs many kilobytes"),
    { target: { most: 20 } },
  ),
  ...held(
    "pack",
    "pack of 50,000 codes, first, until offered",
    "ms",
    plus("packs pack first"),
  ),
  ...held(
    "pack",
    "pack of 50,000 codes, stored, until offered",
    "ms",
    plus("packs pack stored"),
    { yardstick: ["its first parse", plus("packs pack first")] },
  ),
];

export const productWishes: readonly Wish[] = [
  ...held(
    "package",
    "packaged extension (.vsix)",
    "MB",
    plus("product package megabytes"),
    { target: { most: 1.5 } },
  ),
  ...held(
    "activation",
    "activation in VS Code",
    "ms",
    plus("product activation"),
    {
      yardstick: ["VS Code's Markdown", plus("product activation of Markdown")],
    },
  ),
  ...[
    ["start of the worker to initialize answered", "initialize"],
    ["reading, complete answer", "cold"],
    ["letter, 8 KB narrative, p50", "narrative p50"],
    ["letter, 8 KB narrative, p95", "narrative p95"],
    ["letter, 8 KB evidence, p50", "evidence p50"],
  ].flatMap(([what = "", name = ""]) =>
    held("browser", `in Chromium: ${what}`, "ms", plus(`browser ${name}`), {
      yardstick: ["Node", plus(`node ${name}`)],
    }),
  ),
];
