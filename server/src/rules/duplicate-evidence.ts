import { nextEvidenceId } from "../model/evidenceTable.ts";
import { defineRule, replaceFix } from "./rule.ts";

export const duplicateEvidence = defineRule({
  code: "duplicate-evidence",
  group: "Evidence",
  summary: "Two pieces of evidence have the same ID.",
  since: "0.1.0",
  severity: "error",
  scope: "portfolio",
  fix: true,
  looksAt: ({ portfolio: { table, evidence, header } }) => [
    table,
    evidence,
    header?.idShape,
  ],
  *check({ portfolio }) {
    const { table, documents, header } = portfolio;
    if (table.repeated.length === 0) return;
    const next = nextEvidenceId(table.names, header);
    for (const { id: repeated, path, item } of table.repeated) {
      const id = documents.get(path)?.evidence[item]?.id;
      const holder = table.byId.get(repeated);
      if (id === undefined || holder === undefined) continue;
      const held = documents.get(holder.path)?.evidence[holder.item];
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
  },
});
