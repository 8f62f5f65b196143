// Requirements of a pack that no evidence could meet, or that ask for nothing.

import {
  entryOf,
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
} from "../syntax/headerTree.ts";
import { evidenceFields } from "../schema/evidenceFields.ts";
import type { TextRange } from "../text/textRange.ts";
import { coreEvidenceKinds } from "./evidenceKinds.ts";
import type { Framework } from "./framework.ts";
import type { PackProblem } from "./frameworkPack.ts";
import { countOf, mapOf, scalarOf, scalarsOf } from "./headerFields.ts";
import { editDistance, slipsAllowed } from "./nearest.ts";

/** Kinds that count nowhere below, with the place that says so. */
type Forbidden = ReadonlyMap<string, TextRange>;

/** Keys that say of which standards a block speaks, or only name it. */
const silentKeys: ReadonlySet<string> = new Set([
  "id",
  "note",
  "each",
  "across",
  "except",
]);

export class RequirementChecker {
  readonly #kinds: ReadonlySet<string>;
  readonly #problems: PackProblem[];

  constructor({ kinds }: Framework, problems: PackProblem[]) {
    this.#kinds = new Set([...coreEvidenceKinds, ...kinds].map(({ id }) => id));
    this.#problems = problems;
  }

  /** Checks the blocks of one place; gives what is forbidden below it. */
  check(node: HeaderNode | undefined, above: Forbidden): Forbidden {
    const blocks = oneOrMany(node).flatMap((item) => mapOf(item) ?? []);
    if (blocks.length === 0) return above;
    const forbidden = new Map(above);
    for (const block of blocks) {
      if (["each", "across", "except"].some((key) => entryOf(block, key))) {
        continue;
      }
      addForbidden(block, forbidden);
    }
    this.#checkIds(blocks);
    for (const block of blocks) {
      const here = new Map(forbidden);
      addForbidden(block, here);
      this.#checkBlock(block, here);
    }
    return forbidden;
  }

  #checkIds(blocks: readonly HeaderMap[]): void {
    const held = new Map<string, TextRange>();
    for (const block of blocks) {
      const id = scalarOf(valueOf(block, "id"));
      if (id === undefined) continue;
      const holder = held.get(id.text);
      if (holder === undefined) {
        held.set(id.text, id.range);
        continue;
      }
      this.#problems.push({
        range: id.range,
        message: `There is a requirement \`${id.text}\` here already, and a waiver could not tell the two apart. Give this one a name of its own.`,
        related: { range: holder, message: "The first of them." },
      });
    }
  }

  #checkBlock(block: HeaderMap, forbidden: Forbidden): void {
    this.#checkSubstance(block);
    this.#checkFields(block);
    this.#checkInclude(block, forbidden);
    this.#checkSome(block, forbidden);
    this.#checkVariety(block, forbidden);
  }

  #checkSubstance(block: HeaderMap): void {
    const [first] = block.entries;
    if (first === undefined) return;
    if (block.entries.every(({ key }) => silentKeys.has(key.text))) {
      this.#problems.push({
        range: first.key.range,
        message:
          "This requirement asks for nothing. Say what it asks for, such as `pieces: 2`, or remove it.",
      });
    }
    const each = entryOf(block, "each");
    if (each !== undefined && entryOf(block, "across") !== undefined) {
      this.#problems.push({
        range: each.key.range,
        message:
          "`each` judges standards one by one and `across` judges them together, and one requirement does one of the two. Write two requirements.",
      });
    }
  }

  #checkFields(block: HeaderMap): void {
    for (const { text, range } of scalarsOf(valueOf(block, "fields"))) {
      const meant = misspeltField(text);
      if (meant === undefined) continue;
      this.#problems.push({
        range,
        message: `Evidence has no field \`${text}\`, so no piece could count. Did you mean \`${meant}\`?`,
        replacement: meant,
      });
    }
  }

  #checkInclude(block: HeaderMap, forbidden: Forbidden): void {
    const include = valueOf(block, "include");
    const kinds =
      mapOf(include)?.entries.map(({ key }) => key) ?? scalarsOf(include);
    for (const { text, range } of kinds) {
      const place = forbidden.get(text);
      if (place === undefined) continue;
      this.#problems.push({
        range,
        message: `This asks for \`${text}\`, and evidence of that kind does not count here, so nobody could meet it. Take it out of \`include\`, or out of \`forbid\`.`,
        related: { range: place, message: "Here it is forbidden." },
      });
    }
  }

  #checkSome(block: HeaderMap, forbidden: Forbidden): void {
    const some = mapOf(valueOf(block, "some"));
    const least = valueOf(some, "least");
    const wanted = countOf(least);
    if (wanted === undefined || least === undefined) return;
    const kinds = new Set(
      scalarsOf(valueOf(some, "of")).map(({ text }) => text),
    );
    const counting = [...kinds].filter((kind) => !forbidden.has(kind));
    if (kinds.size === 0 || wanted <= counting.length) return;
    const isShort = wanted > kinds.size;
    this.#problems.push({
      range: least.range,
      message: `This asks for ${wanted} different kinds out of ${isShort ? kinds.size : `${counting.length} that may count`}, so nobody could meet it. Ask for fewer, or name more kinds under \`of\`.`,
    });
  }

  #checkVariety(block: HeaderMap, forbidden: Forbidden): void {
    const stated = valueOf(block, "kinds");
    const wanted = countOf(stated);
    if (wanted === undefined || stated === undefined) return;
    const counting = [...this.#kinds].filter((kind) => !forbidden.has(kind));
    if (wanted <= counting.length) return;
    this.#problems.push({
      range: stated.range,
      message: `This asks for ${wanted} different kinds of evidence, and only ${counting.length} may count here. Ask for fewer.`,
    });
  }
}

function addForbidden(block: HeaderMap, into: Map<string, TextRange>): void {
  for (const { text, range } of scalarsOf(valueOf(block, "forbid"))) {
    if (!into.has(text)) into.set(text, range);
  }
}

/** Other tools' fields may be asked for; a slip in one of ours may not. */
function misspeltField(name: string): string | undefined {
  const fields = evidenceFields.map((field) => field.name);
  if (fields.includes(name)) return undefined;
  const word = name.toLowerCase();
  return fields.find((field) => {
    if (word === field || word === `${field}s`) return true;
    if (field.length <= 3) return false;
    const slips = Math.min(2, slipsAllowed(field.length - 2));
    return editDistance(word, field, slips) <= slips;
  });
}
