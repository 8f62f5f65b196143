import { findFramework, noScope } from "../model/resolveCodes.ts";
import { namesFramework } from "../model/namesFramework.ts";
import { suggestTarget } from "../model/suggestCodes.ts";
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
  concerns: ({ facts: { role } }) => role === "portfolio",
  *check({ path, catalogue, entries }) {
    for (const { member, issues } of entries.members) {
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
      const nearest = suggestTarget(catalogue, text);
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
