import type { Stated } from "../model/facts.ts";
import {
  hasFile,
  hasPlace,
  relativePath,
  resolvePath,
  similarFile,
} from "../model/paths.ts";
import {
  defineRule,
  replaceFix,
  type DocumentContext,
  type FoundProblem,
} from "./rule.ts";

export const missingFile = defineRule({
  code: "missing-file",
  group: "Evidence",
  summary: "A file that a header names is not there.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  concerns: ({ facts: { role, evidence } }) =>
    role === "evidence"
      ? evidence.some(({ files }) => files.length > 0)
      : role !== "narrative",
  *check(context) {
    for (const { files } of context.facts.evidence) {
      for (const file of files) {
        if (file.isUrl) continue;
        const problem = problemWith(context, file);
        if (problem !== undefined) yield problem;
      }
    }
    const folders = [
      {
        stated: context.facts.review?.of,
        loss: "this review belongs to no portfolio",
      },
      {
        stated: context.facts.portfolio?.previous,
        loss: "nothing is known of last year's grades and open actions",
      },
    ];
    for (const { stated, loss } of folders) {
      const problem = stated && problemWithFolder(context, stated, loss);
      if (problem !== undefined) yield problem;
    }
  },
});

function problemWith(
  { path, files }: DocumentContext,
  { text, range }: Stated,
): FoundProblem | undefined {
  const target = resolvePath(path, text);
  if (target === undefined) return outside(text, range);
  if (hasFile(files, target)) return undefined;
  // Windows shows paths with backslashes, which other systems do not know.
  const slashed = resolvePath(path, text.replaceAll("\\", "/")) ?? target;
  const similar = similarFile(files, slashed);
  const written =
    similar === undefined ? undefined : relativePath(path, similar);
  const differsInCase = similar?.toLowerCase() === target.toLowerCase();
  return {
    range,
    message:
      `There is no file \`${text}\` here, so this piece has nothing to show.` +
      (written === undefined
        ? " Add the file, or correct the path."
        : differsInCase
          ? ` Did you mean \`${written}\`? Capital letters count on other people's computers.`
          : ` Did you mean \`${written}\`?`),
    fixes: written === undefined ? [] : [replaceFix(path, range, written)],
  };
}

function problemWithFolder(
  { path, files }: DocumentContext,
  { text, range }: Stated,
  loss: string,
): FoundProblem | undefined {
  const target = resolvePath(path, text);
  if (target === undefined) return outside(text, range);
  if (hasPlace(files, target)) return undefined;
  return {
    range,
    message: `There is no folder \`${text}\` here, so ${loss}. Correct the path: it starts from this file.`,
  };
}

function outside(text: string, range: FoundProblem["range"]): FoundProblem {
  return {
    range,
    message: `\`${text}\` leads out of this workspace folder, where it would not be handed in with the rest. Put the file inside, and write its path from this document.`,
  };
}
