// Reads the command line. Anything that is not understood is a usage error
// with a sentence that says what to write instead.

import { rules as knownRules } from "../rules/registry.ts";
import { parseDate } from "../model/calendar.ts";
import {
  isSeveritySetting,
  severities,
  type Severity,
  type SeveritySetting,
} from "../model/settings.ts";

export type FailOn = Severity | "never";

export interface Options {
  readonly command: "check" | "coverage" | "help" | "version";
  readonly folders: readonly string[];
  readonly format: "text" | "json";
  readonly failOn: FailOn;
  readonly asOf: string | undefined;
  readonly root: string | undefined;
  /** Write into files what needs nobody's look. */
  readonly fix: boolean;
  /** Whether what Git ignores is left out. */
  readonly useIgnoreFiles: boolean;
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  /** A list of names to keep out. */
  readonly names: string | undefined;
}

/** Something that the user can mend; shown without a stack trace. */
export class UsageError extends Error {}

export const usage = `Usage:
  evidence-portfolio check [folder]…      findings, as in the editor
  evidence-portfolio coverage [folder]…   what is covered, and why not

Options:
  --format text|json    how to print (default text)
  --fail-on LEVEL       error, warning, information, hint or never: findings of
                        this level or above make the exit code 1 (default error)
  --fix                 check: first mend, in the files, all spellings that are
                        understood anyhow; what was changed is told on stderr
  --rule CODE=LEVEL     severity of a rule, or off; may be repeated
  --as-of DATE          the day to judge at, such as 2026-05-11 (default today)
  --root DIR            the workspace folder: paths start there, and its packs in
                        .evidence/frameworks are used (default the current one)
  --no-ignore           read what Git ignores, too
  --names FILE          a list of names to keep out, one on each line, that lies
                        outside the workspace folder; see personal-data
  --version, --help

Exit code: 0 nothing at or above the level, 1 findings, 2 wrong usage or a
folder that cannot be read.
`;

const valued = new Set([
  "--format",
  "--fail-on",
  "--as-of",
  "--root",
  "--rule",
  "--names",
]);

export function readOptions(args: readonly string[]): Options {
  const given = new Map<string, string[]>();
  const words: string[] = [];
  let fix = false;
  let useIgnoreFiles = true;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (arg === "--help" || arg === "-h") return options({ command: "help" });
    if (arg === "--version") return options({ command: "version" });
    if (arg === "--fix") {
      fix = true;
      continue;
    }
    if (arg === "--no-ignore") {
      useIgnoreFiles = false;
      continue;
    }
    if (!arg.startsWith("-")) {
      words.push(arg);
      continue;
    }
    const [name = "", ...rest] = arg.split("=");
    if (!valued.has(name)) {
      throw new UsageError(`There is no option ${name}.`);
    }
    let value = arg.includes("=") ? rest.join("=") : undefined;
    if (value === undefined) {
      at += 1;
      value = args[at];
    }
    if (value === undefined) throw new UsageError(`${name} needs a value.`);
    given.set(name, [...(given.get(name) ?? []), value]);
  }
  const [command, ...folders] = words;
  if (command === undefined)
    throw new UsageError("Say what to do: check or coverage.");
  if (command !== "check" && command !== "coverage") {
    throw new UsageError(
      `There is no command ${command}: use check or coverage.`,
    );
  }
  if (fix && command !== "check") {
    throw new UsageError("--fix goes with check.");
  }
  const last = (name: string): string | undefined => given.get(name)?.at(-1);
  return options({
    command,
    folders,
    format: oneOf(last("--format") ?? "text", ["text", "json"], "--format"),
    failOn: oneOf(
      last("--fail-on") ?? "error",
      [...severities, "never"],
      "--fail-on",
    ),
    asOf: readAsOf(last("--as-of")),
    root: last("--root"),
    fix,
    useIgnoreFiles,
    rules: readRules(given.get("--rule") ?? []),
    names: last("--names"),
  });
}

function options(given: Partial<Options> & Pick<Options, "command">): Options {
  return {
    folders: [],
    format: "text",
    failOn: "error",
    asOf: undefined,
    root: undefined,
    fix: false,
    useIgnoreFiles: true,
    rules: {},
    names: undefined,
    ...given,
  };
}

function oneOf<Choice extends string>(
  value: string,
  choices: readonly Choice[],
  name: string,
): Choice {
  const choice = choices.find((one) => one === value);
  if (choice === undefined) {
    throw new UsageError(
      `${name} is ${choices.slice(0, -1).join(", ")} or ${choices.at(-1) ?? ""}, not ${value}.`,
    );
  }
  return choice;
}

function readAsOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (date === undefined || date.start !== date.end) {
    throw new UsageError(`--as-of is a day such as 2026-05-11, not ${text}.`);
  }
  return date.start;
}

function isKnownRule(code: string): boolean {
  return knownRules.some((rule) => rule.code === code);
}

function readRules(
  texts: readonly string[],
): Readonly<Record<string, SeveritySetting>> {
  const rules: Record<string, SeveritySetting> = {};
  for (const text of texts) {
    const [code, level] = text.split("=");
    if (code === undefined || !isSeveritySetting(level)) {
      throw new UsageError(
        `--rule is a code and a level such as stale-evidence=error, not ${text}.`,
      );
    }
    if (!isKnownRule(code)) {
      throw new UsageError(
        `There is no rule ${code}. The codes are those in findings, such as stale-evidence.`,
      );
    }
    rules[code] = level;
  }
  return rules;
}
