import type { Unreadable } from "../model/facts.ts";
import { documentStart } from "../text/textRange.ts";
import { defineRule } from "./rule.ts";

export const unreadableFile = defineRule({
  code: "unreadable-file",
  group: "Housekeeping",
  summary: "A Markdown file cannot be read.",
  since: "0.1.0",
  severity: "warning",
  scope: "document",
  fix: "What is in the file is not known, so nothing about it can be changed safely.",
  concerns: ({ facts: { unreadable } }) => unreadable !== undefined,
  *check({ facts }) {
    if (facts.unreadable === undefined) return;
    yield { range: documentStart, message: messageFor(facts.unreadable) };
  },
});

function messageFor({ reason, size }: Unreadable): string {
  const result = "so nothing in it counts.";
  switch (reason) {
    case "too-large": {
      const megabytes =
        size === undefined ? "" : ` (${(size / 1024 / 1024).toFixed(1)} MB)`;
      return `This file is too large${megabytes}: files above 4 MB are not read, ${result} Split it, or keep large material as an artefact beside a short document.`;
    }
    case "not-text":
      return `This file is not text, though its name says Markdown, ${result} Give it its own ending, and describe it in an evidence document.`;
    case "no-permission":
      return `This file may not be read, ${result} Give yourself permission to read it.`;
    case "link-loop":
      return `This file is a link that leads back to itself, ${result} Point it at a real file, or remove it.`;
  }
}
