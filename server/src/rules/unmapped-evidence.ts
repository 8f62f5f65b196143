import { evidenceId, type EvidenceId } from "../model/evidenceTable.ts";
import type { ResolvedMember } from "../model/target.ts";
import { defineRule } from "./rule.ts";

export const unmappedEvidence = defineRule({
  code: "unmapped-evidence",
  group: "Evidence",
  summary: "A piece of evidence serves no standard.",
  since: "0.1.0",
  severity: "warning",
  scope: "portfolio",
  fix: "Which standards a piece serves, only its author knows; completion offers those that still lack evidence.",
  *check({ portfolio }) {
    const { table, documents, contributions, mapped, header } = portfolio;
    // A piece that shows a credit serves its unit without being mapped to it.
    const serving = new Set<EvidenceId>(
      header?.credited.flatMap(({ evidence }) =>
        evidence === undefined ? [] : [evidenceId(evidence.text)],
      ),
    );
    for (const by of mapped.values()) {
      for (const ids of by.values()) for (const id of ids) serving.add(id);
    }
    for (const { id, path, item } of table.byId.values()) {
      if (serving.has(id)) continue;
      const facts = documents.get(path)?.evidence[item];
      if (facts === undefined) continue;
      // Codes that resolve to nothing, or to all of a framework, have had
      // their word already.
      const field = contributions
        .get(path)
        ?.fields.find((one) => one.item === item);
      if (field?.members.some(hasHadItsWord) === true) continue;
      yield {
        path,
        range: facts.id.range,
        message: `\`${facts.id.text}\` serves no standard, so it counts for nothing. Name the standards under \`standards:\`, or cite it as \`@${facts.id.text}\` in a standard's section.`,
      };
    }
  },
});

function hasHadItsWord(member: ResolvedMember): boolean {
  const { issues, frameworks, qualifications } = member;
  return issues.length + frameworks.length + qualifications.length > 0;
}
