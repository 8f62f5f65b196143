// What a user can set. Declared here once; the manifest's configuration and
// the settings' documentation are generated from it.

export type Severity = "error" | "warning" | "information" | "hint";
export type SeveritySetting = Severity | "off";

export const severities: readonly Severity[] = [
  "error",
  "warning",
  "information",
  "hint",
];

export interface Settings {
  /** Severity of a rule's findings, by code. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** Framework packs of the user's own: paths or folders in the workspace. */
  readonly frameworks: readonly string[];
  /** Files that are never read, as globs from the workspace folder. */
  readonly exclude: readonly string[];
  /** Whether what Git ignores is set aside. */
  readonly useIgnoreFiles: boolean;
  /** Markdown documents that are read of a workspace folder, at most. */
  readonly maximumDocuments: number;
  /** A file of names to keep out, outside the workspace; empty for none. */
  readonly personalNames: string;
}

export const defaultSettings: Settings = {
  rules: {},
  frameworks: [],
  exclude: [],
  useIgnoreFiles: true,
  maximumDocuments: 20_000,
  personalNames: "",
};

export function isSeveritySetting(text: unknown): text is SeveritySetting {
  return (
    text === "off" ||
    (typeof text === "string" && severities.includes(text as Severity))
  );
}

/** Reads settings from whatever a client sends; what is odd is left out. */
export function readSettings(value: unknown): Settings {
  if (typeof value !== "object" || value === null) return defaultSettings;
  const given = value as Record<string, unknown>;
  const rules: Record<string, SeveritySetting> = {};
  const wanted = given["rules"];
  if (typeof wanted === "object" && wanted !== null) {
    for (const [code, level] of Object.entries(wanted)) {
      if (isSeveritySetting(level)) rules[code] = level;
    }
  }
  const names = given["personalNames"];
  return {
    rules,
    frameworks: texts(given["frameworks"]),
    exclude: texts(given["exclude"]),
    useIgnoreFiles: given["useIgnoreFiles"] !== false,
    maximumDocuments: countOf(
      given["maximumDocuments"],
      defaultSettings.maximumDocuments,
    ),
    personalNames: typeof names === "string" ? names.trim() : "",
  };
}

function countOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1
    ? value
    : otherwise;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === "string")
    : [];
}
