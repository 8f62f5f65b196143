// Opens a fixture as an editor would: files in memory, one of them with the
// cursor or a selection. A small framework of the tests' own is always there,
// so that what they expect does not hang on the shipped packs' wording.

import {
  openDocument,
  type OpenDocument,
} from "../../server/src/features/document.ts";
import type { Snapshot } from "../../server/src/model/snapshot.ts";
import type { Position, TextRange } from "../../server/src/text/textRange.ts";
import { readFiles } from "./fixture.ts";
import { snapshotOf, type MemoryFile } from "./snapshotOf.ts";

export const demoPack: MemoryFile = {
  path: ".evidence/frameworks/demo.yaml",
  text: `id: DEMO
edition: first
current: true
title: Demonstration framework
owner: The tests
source: none
licence: none
language: en
tiers:
  - id: component
    title: Component
  - id: standard
    title: Standard
    assessable: true
requirements:
  pieces: 1
items:
  - code: DEMO-1
    title: Commitment
    items:
      - code: DEMO-1.1
        title: Vision
        summary: What the service is for.
        suggested:
          - id: e1
            title: partner feedback
            kind: partner-feedback
      - code: DEMO-1.2
        title: Indicators
        requirements:
          kinds: 2
      - code: DEMO-1.3
        title: Leadership
        aliases:
          - Lead-3
  - code: DEMO-2
    title: Partners
    items:
      - code: DEMO-2.1
        title: Working with partners
      - code: DEMO-2.2
        title: Employers
        provisional: true
`,
};

export interface OpenFixture {
  readonly files: readonly MemoryFile[];
  readonly path: string;
  readonly text: string;
  readonly position: Position;
  /** From one cursor mark to the other; empty with a single one. */
  readonly selection: TextRange;
  readonly snapshot: Snapshot;
  readonly document: OpenDocument;
}

const mark = "$0";

export function openFixture(fixture: string): OpenFixture {
  let open:
    Pick<OpenFixture, "path" | "text" | "position" | "selection"> | undefined;
  const files = readFiles(fixture).map(({ path, text }): MemoryFile => {
    if (!text.includes(mark)) return { path, text };
    const places: Position[] = [];
    let rest = text;
    for (let at = rest.indexOf(mark); at >= 0; at = rest.indexOf(mark)) {
      const before = rest.slice(0, at).split(/\r\n|\r|\n/);
      places.push({
        line: before.length - 1,
        character: before.at(-1)?.length ?? 0,
      });
      rest = rest.slice(0, at) + rest.slice(at + mark.length);
    }
    const [position] = places;
    const end = places.at(-1);
    if (position === undefined || end === undefined) return { path, text };
    open = {
      path,
      text: rest,
      position,
      selection: {
        startLine: position.line,
        startCharacter: position.character,
        endLine: end.line,
        endCharacter: end.character,
      },
    };
    return { path, text: rest };
  });
  if (open === undefined) throw new Error("The fixture has no cursor mark $0");
  const all = files.some(({ path }) => path === demoPack.path)
    ? files
    : [...files, demoPack];
  return {
    ...open,
    files: all,
    snapshot: snapshotOf(all),
    document: openDocument(open.path, open.text),
  };
}
