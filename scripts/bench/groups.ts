// What can be measured by itself, with `--only`.

export const groups = [
  "start",
  "cold",
  "waits",
  "warm",
  "letters",
  "mapping",
  "completion",
  "references",
  "memory",
  "check",
  "pack",
  "idle",
  "processor",
  "package",
  "activation",
  "browser",
] as const;

export type Group = (typeof groups)[number];

export function isGroup(word: string): word is Group {
  return (groups as readonly string[]).includes(word);
}
