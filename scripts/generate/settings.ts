// The settings as the manifest declares them, from the rules and from what
// server/src/model/settings.ts reads.

import {
  defaultSettings,
  severities,
  type Settings,
} from "../../server/src/model/settings.ts";
import { rules } from "../../server/src/rules/registry.ts";

/** Every setting is declared: the type makes sure of it. */
export function settingDeclarations(): Readonly<Record<string, object>> {
  const declared: Readonly<Record<keyof Settings, object>> = {
    rules: {
      type: "object",
      scope: "resource",
      default: defaultSettings.rules,
      markdownDescription:
        "How serious the findings of a rule are; `off` silences it. A portfolio can change this for itself under `rules:` in its header.",
      additionalProperties: false,
      properties: Object.fromEntries(
        rules.map((rule) => [
          rule.code,
          {
            enum: [...severities, "off"],
            description: `${rule.summary} Default: ${rule.severity}.`,
          },
        ]),
      ),
    },
    frameworks: {
      type: "array",
      scope: "resource",
      items: { type: "string" },
      default: defaultSettings.frameworks,
      markdownDescription:
        "Framework packs of your own beside those in `.evidence/frameworks`: paths of files or folders, from the workspace folder.",
    },
    exclude: {
      type: "array",
      scope: "resource",
      items: { type: "string" },
      default: defaultSettings.exclude,
      markdownDescription:
        "Files and folders that are never read, as patterns from the workspace folder, such as `old/**`. What `files.exclude` hides is not read either.",
    },
    useIgnoreFiles: {
      type: "boolean",
      scope: "resource",
      default: defaultSettings.useIgnoreFiles,
      markdownDescription:
        "Leave out what Git ignores, as `.gitignore` files in the workspace folder say. Such a file is not read as a document and need not be catalogued; a piece of evidence may name it all the same. Framework packs are always read.",
    },
    maximumDocuments: {
      type: "integer",
      minimum: 1,
      scope: "resource",
      default: defaultSettings.maximumDocuments,
      markdownDescription:
        "How many Markdown files of a workspace folder are read, at most. The first by path are; while others are unread, what is missing may only be unread, so the portfolios that hold them are not judged and the status item says so. Leave out what is no portfolio with `#evidencePortfolio.exclude#` first.",
    },
    personalNames: {
      type: "string",
      // A folder's own settings must not name files for us to read.
      scope: "machine",
      default: defaultSettings.personalNames,
      markdownDescription:
        "A list of names that are to stand in no portfolio: a plain text file that lies outside every folder you open, by its full path or from `~/`. One name on each line, or `Name = Pseudonym`; lines that begin with `#` are comments. The rule `personal-data` reports these names. The file is read on your computer and goes nowhere; in a browser it cannot be read, and names are not looked for.",
    },
  };
  return Object.fromEntries(
    Object.entries(declared).map(([name, declaration]) => [
      `evidencePortfolio.${name}`,
      declaration,
    ]),
  );
}
