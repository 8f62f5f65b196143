import { evidenceId, type EvidenceId } from "../model/evidenceTable.ts";
import { heldItems } from "../model/heldItems.ts";
import type { ResolvedMember } from "../model/target.ts";
import { defineRule } from "./rule.ts";

export const unmappedEvidence = defineRule({
  code: "unmapped-evidence",
  group: "Evidence",
  summary: "A piece of evidence serves no standard.",
  since: "0.1.0",
  severity: "warning",
  scope: "parts",
  fix: "Which standards a piece serves, only its author knows; completion offers those that still lack evidence.",
  looksAt: ({ portfolio: { target, header } }) => [target, header?.credited],
  isByDocument: true,
  parts: ({ portfolio }) => portfolio.evidence.sortedKeys(),
  *touched(before, { portfolio }) {
    const { evidence, serves, table } = portfolio;
    yield* evidence.changedKeys(before.portfolio.evidence);
    for (const id of serves.changedKeys(before.portfolio.serves)) {
      const path = table.byId.get(id)?.path;
      if (path !== undefined) yield path;
    }
  },
  *checkPart({ portfolio }, path) {
    const { serves, evidence, header } = portfolio;
    // A piece that shows a credit serves its unit without being mapped to it.
    const crediting = new Set<EvidenceId>(
      header?.credited.flatMap((credit) =>
        credit.evidence === undefined ? [] : [evidenceId(credit.evidence.text)],
      ),
    );
    for (const { entry, facts } of heldItems(portfolio, path)) {
      if (serves.has(entry.id) || crediting.has(entry.id)) continue;
      // Codes that resolve to nothing, or to all of a framework, have had
      // their word already.
      const field = evidence
        .get(path)
        ?.contribution.fields.find(({ item }) => item === entry.item);
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
