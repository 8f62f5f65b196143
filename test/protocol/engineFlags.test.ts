// The flags that V8 is given: those that its release knows, as `node
// --v8-options` lists them.

import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import {
  engineFlags,
  roomOfThreads,
  smallSteps,
  steadyRoom,
} from "../../server/src/lsp/engineFlags.ts";

const care = { growth: 60, patience: 8 };

function allFlags(version: string): readonly string[] {
  return [
    ...engineFlags(care, version),
    ...smallSteps(version),
    ...steadyRoom(version),
    ...roomOfThreads(16, version),
  ];
}

describe("V8 is asked to compile less", () => {
  it("in bytes by the release of Node 20", () => {
    expect(engineFlags(care, "11.3.244.8-node.38")).toEqual([
      "--heap-growing-percent=60",
      "--interrupt-budget=540672",
    ]);
  });

  it.each(["12.4.254.21-node.57", "13.8.258.19-electron.0", "14.1.146.11"])(
    "in calls by later ones: %s",
    (version) => {
      expect(engineFlags(care, version)).toEqual([
        "--heap-growing-percent=60",
        "--invocation-count-for-maglev=3200",
        "--invocation-count-for-turbofan=24000",
      ]);
      expect(smallSteps(version)).toEqual(["--optimize-for-size"]);
    },
  );

  it.each(["10.2.154", "15.0.1", ""])(
    "not where it is another: %s",
    (version) => {
      expect(allFlags(version)).toEqual([]);
    },
  );
});

it("the V8 of this machine knows them", () => {
  const known = execFileSync(process.execPath, ["--v8-options"]).toString();
  const { v8 } = process.versions;
  for (const flag of allFlags(v8)) {
    const [name = ""] = flag.split("=");
    expect(known).toMatch(new RegExp(`^ +${name} `, "m"));
  }
});
