import { evidenceId, nextEvidenceId } from "../model/evidenceTable.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const duplicateEvidence = defineRule({
  code: "duplicate-evidence",
  group: "Evidence",
  summary: "Two pieces of evidence have the same ID.",
  since: "0.1.0",
  severity: "error",
  scope: "portfolio",
  fix: true,
  *check({ portfolio }) {
    const { table, documents, header } = portfolio;
    for (const path of documents.sortedKeys()) {
      for (const [item, { id }] of (
        documents.get(path)?.evidence ?? []
      ).entries()) {
        const holder = table.byId.get(evidenceId(id.text));
        if (holder === undefined) continue;
        if (holder.path === path && holder.item === item) continue;
        const held = documents.get(holder.path)?.evidence[holder.item];
        const next = nextEvidenceId(table.names, header);
        yield {
          path,
          range: id.range,
          message: `\`${id.text}\` is already the ID of another piece, in \`${holder.path}\`, so this one counts for nothing. Give it an ID of its own; \`${next}\` is free.`,
          related:
            held === undefined
              ? []
              : [
                  {
                    path: holder.path,
                    range: held.id.range,
                    message: `The piece that holds \`${held.id.text}\`.`,
                  },
                ],
          fixes: [
            replaceFix(path, id.range, next, `Change the ID to \`${next}\``),
          ],
        };
      }
    }
  },
});
