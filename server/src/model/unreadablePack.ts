// A framework pack that cannot be read at all: nobody would look for the reason
// in the file, so it is said there, as what is wrong in a pack is.

import { documentStart } from "../text/textRange.ts";
import type { Unreadable } from "./facts.ts";
import type { FilePath } from "./paths.ts";
import type { FrameworkPack } from "./frameworkPack.ts";

export function unreadablePack(
  file: FilePath,
  unreadable: Unreadable,
): FrameworkPack {
  return {
    file,
    framework: undefined,
    asWritten: undefined,
    crosswalk: undefined,
    problems: [{ range: documentStart, message: messageFor(unreadable) }],
    suppressions: [],
    faultySuppressions: [],
  };
}

function messageFor({ reason, size }: Unreadable): string {
  const result = "so its standards are not known.";
  switch (reason) {
    case "too-large": {
      const megabytes =
        size === undefined ? "" : ` (${(size / 1024 / 1024).toFixed(1)} MB)`;
      return `This framework pack is too large${megabytes}: packs above 8 MB are not read, ${result} Split it into packs of their own.`;
    }
    case "not-text":
      return `This framework pack is not plain text, ${result} Save it as text in UTF-8.`;
    case "no-permission":
      return `This framework pack may not be read, ${result} Give yourself permission to read it.`;
    case "link-loop":
      return `This framework pack is a link that leads back to itself, ${result} Point it at a real file, or remove it.`;
  }
}
