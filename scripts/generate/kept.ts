// The generated files that are kept in the repository, with their content:
// the settings in the manifest, the rule reference, the messages and the
// framework pages.

import { readFile } from "node:fs/promises";
import path from "node:path";
import { format } from "prettier";
import { rules } from "../../server/src/rules/registry.ts";
import type { Rule } from "../../server/src/rules/rule.ts";
import { frameworkPages } from "./frameworkPages.ts";
import { messagePage } from "./messagePage.ts";
import { settingDeclarations } from "./settings.ts";

export async function keptFiles(
  root: string,
): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["package.json", await manifest(root)],
    ["docs/rules.md", await ruleReference(root)],
    ["docs/messages.md", await messagePage(root)],
    ...(await frameworkPages()),
  ]);
}

async function manifest(root: string): Promise<string> {
  const text = await readFile(path.join(root, "package.json"), "utf8");
  const parsed = JSON.parse(text) as {
    contributes: Record<string, unknown>;
  };
  parsed.contributes["configuration"] = {
    title: "Evidence Portfolio",
    properties: settingDeclarations(),
  };
  return format(JSON.stringify(parsed), { parser: "json-stringify" });
}

function fixWord({ fix, fixAll }: Rule): string {
  if (fix !== true) return "no";
  return fixAll === undefined ? "yes" : "yes, on saving too";
}

async function ruleReference(root: string): Promise<string> {
  const rows = await Promise.all(
    rules.map(async (rule) => {
      const page = await readFile(
        path.join(root, "server/src/rules", `${rule.code}.md`),
        "utf8",
      ).catch(() => "");
      const hasPage = page !== "";
      const name = hasPage
        ? `[${rule.code}](../server/src/rules/${rule.code}.md)`
        : rule.code;
      return `| ${name} | ${rule.group} | ${rule.severity} | ${fixWord(rule)} | ${rule.since} | ${rule.summary} |`;
    }),
  );
  const text = [
    "# Rules",
    "",
    "Generated from the rules themselves: run `npm run generate` after a change.",
    "Each page says what a finding means, why it matters and how to put it right, with examples that run as tests.",
    "",
    "| Rule | Group | Severity | Fix | Since | What it finds |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    "Severity says who must act: **error** is for what is written wrongly, **warning** for what is unfinished, **information** for somebody else's move, **hint** for what could be better.",
    "It can be changed in the setting `evidencePortfolio.rules`, on the command line with `--rule code=level`, or in a portfolio's own header under `rules:`; `off` silences a rule.",
    "",
    'What has a fix _on saving too_ is a spelling that is understood anyhow, so that mending it changes nothing that is counted: `source.fixAll.evidencePortfolio` mends all of it in a document, in VS Code with `"editor.codeActionsOnSave": { "source.fixAll.evidencePortfolio": "explicit" }`, and so does `evidence-portfolio check --fix`. All other fixes are for a person to look at.',
    "",
    "One finding is silenced by a comment with a reason, on its line or the one above: `<!-- evidence-ignore code: reason -->` in text, `# evidence-ignore code: reason` in a header. `evidence-ignore-file` does so for the whole file. Coverage stays as it is.",
    "",
  ].join("\n");
  return format(text, { parser: "markdown" });
}
