import {
  citedBy,
  citedEvidence,
  differentlyCiting,
  movedPlaces,
  reportPlaces,
} from "../model/citedEvidence.ts";
import type { EvidenceEntry } from "../model/evidenceTable.ts";
import { heldItems } from "../model/heldItems.ts";
import type { Standard } from "../model/framework.ts";
import { listed } from "../model/judgeEvidence.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { isOfQualification } from "../model/target.ts";
import { defineRule } from "./rule.ts";

const mostNamed = 3;

export const uncitedEvidence = defineRule({
  code: "uncited-evidence",
  group: "Evidence",
  summary: "The report speaks of a standard and not of a piece that serves it.",
  since: "0.1.0",
  severity: "hint",
  scope: "parts",
  fix: "Which sentence rests on the piece, only the writer of the report knows; completion after `@` offers it.",
  looksAt: ({ portfolio: { target } }) => [target],
  isByDocument: true,
  parts: ({ portfolio }) => portfolio.evidence.sortedKeys(),
  *touched({ portfolio: before }, { portfolio }) {
    const { evidence, mapped, table } = portfolio;
    yield* evidence.changedKeys(before.evidence);
    for (const standard of movedPlaces(before, portfolio)) {
      for (const path of mapped.get(standard)?.keys() ?? []) {
        if (evidence.has(path)) yield path;
      }
    }
    const citing = differentlyCiting(before, portfolio);
    if (citing.length === 0) return;
    const [was, is] = [citedEvidence(before), citedEvidence(portfolio)];
    for (const changed of citing) {
      for (const { report } of [before, portfolio]) {
        for (const id of citedBy(report.get(changed)?.contribution)) {
          const path = table.byId.get(id)?.path;
          if (was.has(id) !== is.has(id) && path !== undefined) yield path;
        }
      }
    }
  },
  *checkPart({ portfolio }, part) {
    const places = reportPlaces(portfolio);
    if (places.size === 0) return;
    const cited = citedEvidence(portfolio);
    for (const { entry, facts } of heldItems(portfolio, part)) {
      if (cited.has(entry.id)) continue;
      const related = servedStandards(portfolio, entry).flatMap((standard) => {
        const place = places.get(standard.key);
        const message = `The section on \`${standard.code}\` does not cite it.`;
        return place === undefined
          ? []
          : [{ code: `\`${standard.code}\``, place: { ...place, message } }];
      });
      if (related.length === 0) continue;
      const codes = related.map(({ code }) => code);
      const named =
        codes.length > mostNamed
          ? [...codes.slice(0, mostNamed), `${codes.length - mostNamed} more`]
          : codes;
      yield {
        path: entry.path,
        range: facts.id.range,
        message: `\`${facts.id.text}\` is said to serve ${listed(named)}, and the report never mentions it. Cite it as \`@${facts.id.text}\` where it supports what you say.`,
        related: related.map(({ place }) => place),
      };
    }
  },
});

/**
 * What a piece serves by its header or tags and the report is about. A
 * candidate's accounts stand beside the evidence and do not report on it.
 */
function servedStandards(
  { contributions, catalogue, target }: Portfolio,
  { id, path }: EvidenceEntry,
): readonly Standard[] {
  const found = new Set<Standard>();
  for (const mapping of contributions.get(path)?.mappings ?? []) {
    const standard = catalogue.standardByKey.get(mapping.standard);
    if (mapping.evidence !== id || standard === undefined) continue;
    if (!target.included.has(standard.key)) continue;
    if (target.setAside.has(standard.key)) continue;
    if (!isOfQualification(catalogue, standard)) found.add(standard);
  }
  return [...found];
}
