// Reads YAML with the plain reader and with the YAML parser, and holds the one
// to the other: the same tree in the same places, or declined.

import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { headerLimits } from "../../server/src/syntax/headerTreeReader.ts";
import { parseHeaderWithYaml } from "../../server/src/syntax/parseHeader.ts";
import { readPlainHeader } from "../../server/src/syntax/plainHeader.ts";
import { indexLines } from "../../server/src/text/lineIndex.ts";

/**
 * Whether the plain reader takes YAML as a header, below a fence and above
 * another; if so, it must be what the YAML parser makes of it.
 */
export function isTaken(yaml: string, limits = headerLimits): boolean {
  const fence = yaml.includes("\r") && !yaml.includes("\n") ? "---\r" : "---\n";
  // Headers that are never closed can end without a line end.
  const isClosed = yaml === "" || /[\r\n]$/.test(yaml);
  const index = indexLines(`${fence}${yaml}${isClosed ? fence : ""}`);
  const start = fence.length;
  const end = start + yaml.length;
  const plain = readPlainHeader(index, start, end, limits);
  if (plain === undefined) return false;
  const taken = { ...plain, problems: [] };
  const parsed = parseHeaderWithYaml(index, start, end, limits);
  if (!isDeepStrictEqual(taken, parsed)) {
    expect({ yaml, ...taken }).toEqual({ yaml, ...parsed });
  }
  return true;
}
