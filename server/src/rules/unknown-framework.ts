import { findFramework, noScope } from "../model/resolveCodes.ts";
import { editDistance } from "../model/nearest.ts";
import { namesFramework } from "../model/namesFramework.ts";
import { normalForm } from "../model/standardCode.ts";
import type { Catalogue } from "../model/catalogue.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const unknownFramework = defineRule({
  code: "unknown-framework",
  group: "Codes",
  summary: "A portfolio names a framework or qualification that is not loaded.",
  since: "0.1.0",
  severity: "error",
  scope: "document",
  fix: true,
  *check({ path, facts, catalogue, target }) {
    if (facts.role !== "portfolio") return;
    for (const { member, issues } of target.members) {
      const isUnknown = issues.some(({ kind }) => kind === "unknown");
      if (!isUnknown || !namesFramework(catalogue, member.text)) continue;
      const text = member.text.trim();
      const [id = "", edition] = text.split("@");
      const known = findFramework(catalogue, noScope, id);
      if (edition !== undefined && known !== undefined) {
        const editions = catalogue.frameworks
          .filter((framework) => framework.id === known.id)
          .map((framework) => `${framework.id}@${framework.edition}`);
        yield {
          range: member.range,
          message: `${known.title} has no edition \`${edition}\` here, so nothing can be checked against it. Loaded: ${editions.map((one) => `\`${one}\``).join(", ")}.`,
          fixes: editions.map((one) => replaceFix(path, member.range, one)),
        };
        continue;
      }
      const nearest = nearestTarget(catalogue, text);
      yield {
        range: member.range,
        message:
          `No framework or qualification \`${text}\` is loaded, so nothing can be checked against it.` +
          (nearest === undefined
            ? ` Loaded: ${names(catalogue).join(", ")}. Packs of your own go into \`.evidence/frameworks/\`.`
            : ` Did you mean \`${nearest.name}\` (${nearest.title})?`),
        fixes:
          nearest === undefined
            ? []
            : [replaceFix(path, member.range, nearest.name)],
      };
    }
  },
});

function names(catalogue: Catalogue): readonly string[] {
  // Editions of one framework share its name.
  return [...new Set(catalogue.frameworks.map(({ id }) => `\`${id}\``))];
}

function nearestTarget(
  catalogue: Catalogue,
  text: string,
): { readonly name: string; readonly title: string } | undefined {
  const wanted = normalForm(text);
  const candidates = catalogue.frameworks.flatMap((framework) => [
    { name: framework.id, title: framework.title },
    ...framework.qualifications.map(({ code, title }) => ({
      name: code,
      title,
    })),
  ]);
  const limit = wanted.length <= 4 ? 1 : 3;
  return candidates
    .map((candidate) => ({
      candidate,
      distance: editDistance(wanted, normalForm(candidate.name), limit),
    }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}
