// What is rehearsed of writing: letters in the documents of a portfolio that is
// made for it, each taken in and its findings asked for. When other threads
// read the folder, the one that answers has never run any of this.

import type { Range } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { hostWithoutFiles } from "../host/host.ts";
import type { Framework } from "../model/framework.ts";
import type { FilePath } from "../model/paths.ts";
import { defaultSettings } from "../model/settings.ts";
import { createRunner } from "../rules/runner.ts";
import { DiagnosticsSender } from "./diagnostics.ts";
import {
  WorkspaceFolder,
  type WorkspaceFolderParts,
} from "./workspaceFolder.ts";

export interface LettersPlace extends Pick<
  WorkspaceFolderParts,
  "shipped" | "today" | "digest"
> {
  readonly shippedUri: (path: string) => string;
  readonly failed: (error: unknown) => void;
}

/** A folder in the editor only, with somebody who asks for its findings. */
class Stage {
  readonly folder: WorkspaceFolder;
  readonly #diagnostics: DiagnosticsSender;
  #edited: FilePath | undefined;
  #version = 1;

  constructor({ shippedUri, failed, ...parts }: LettersPlace) {
    const runner = createRunner((_, error) => {
      failed(error);
    });
    this.#diagnostics = new DiagnosticsSender({
      // Whoever has to be asked is not told anything.
      connection: {
        sendRequest: () => Promise.reject(new Error("Nobody is there.")),
        sendDiagnostics: () => Promise.resolve(),
      },
      runner,
      isPulling: true,
      canRefresh: false,
      spelling: (uri) => uri,
      shippedUri,
    });
    this.folder = new WorkspaceFolder({
      ...parts,
      uri: "rehearsal:/",
      toUri: (path) => `rehearsal:/${path}`,
      host: hostWithoutFiles,
      settings: defaultSettings,
      runner,
      listener: {
        changed: (folder, before) => {
          this.#diagnostics.changed(folder, before, this.#edited);
        },
        progressed: () => undefined,
        shared: () => undefined,
        isTold: () => Promise.resolve(),
        failed: (_, error) => {
          failed(error);
        },
      },
    });
  }

  open(path: FilePath, text: string): TextDocument {
    const document = TextDocument.create(path, "markdown", 1, text);
    this.#take(document);
    return document;
  }

  /** Puts letters in, one at a time, behind a text, and takes them out again. */
  type(document: TextDocument, after: string, letters: string): void {
    const offset = document.getText().indexOf(after) + after.length;
    const start = document.positionAt(offset);
    const end = { ...start, character: start.character + 1 };
    for (const letter of letters) {
      this.#change(document, { start, end: start }, letter);
      this.#change(document, { start, end }, "");
    }
  }

  #change(document: TextDocument, range: Range, text: string): void {
    this.#version += 1;
    TextDocument.update(document, [{ range, text }], this.#version);
    this.#take(document);
  }

  #take(document: TextDocument): void {
    this.#edited = document.uri;
    this.folder.setText(document.uri, document.getText());
    this.#edited = undefined;
    JSON.stringify(
      this.#diagnostics.pull(this.folder, document.uri, undefined),
    );
  }

  end(): void {
    this.#diagnostics.release();
    this.folder.close();
  }
}

/** More of them make nothing quicker than these. */
const scenesOfEach = 6;
const codesUsed = 6;
const evidenceOfEach = 3;

/** Nothing in a session without a framework. */
export function* letterScenes(place: LettersPlace): Generator<void> {
  const [framework] = place.shipped.frameworks;
  if (framework === undefined) return;
  const stage = new Stage(place);
  try {
    yield* play(stage, textsOf(framework));
  } finally {
    stage.end();
  }
}

interface Texts {
  readonly portfolio: string;
  readonly evidence: readonly string[];
  readonly chapters: readonly string[];
  readonly review: string;
}

function* play(stage: Stage, texts: Texts): Generator<void> {
  void stage.folder.readAll();
  yield;
  stage.open("portfolio.md", texts.portfolio);
  yield;
  let piece: TextDocument | undefined;
  for (const [at, text] of texts.evidence.entries()) {
    piece = stage.open(`evidence/e${String(at + 1)}.md`, text);
    if (at % evidenceOfEach === 0) yield;
  }
  let chapter: TextDocument | undefined;
  for (const [at, text] of texts.chapters.entries()) {
    chapter = stage.open(`report/chapter-${String(at + 1)}.md`, text);
    yield;
  }
  stage.open("reviews/review.md", texts.review);
  yield;
  if (piece === undefined || chapter === undefined) return;
  for (let scene = 0; scene < scenesOfEach; scene += 1) {
    stage.type(chapter, "the work was well planned", " w");
    yield;
    stage.type(piece, "title: Record of work", " w");
    yield;
    stage.type(piece, "What was seen that day", " w");
    yield;
  }
}

/** A small portfolio as people write it, with now and then a slip. */
function textsOf({ id, standards }: Framework): Texts {
  const codes = standards
    .filter(({ isAssessable }) => isAssessable)
    .slice(0, codesUsed)
    .map(({ code }) => code);
  const evidence = codes.flatMap((code, at) =>
    Array.from({ length: evidenceOfEach }, (_, more) =>
      pieceText(`E${String(at * evidenceOfEach + more + 1)}`, [
        code,
        codes[(at + more) % codes.length] ?? code,
      ]),
    ),
  );
  const cited = (at: number): string =>
    `E${String((at % evidence.length) + 1)}`;
  const section = (code: string, at: number): string =>
    `## ${code} What we do

Judgement: Good

The plan (@${cited(at)}) was read again in May, and *staff* know it. In [@${cited(at + 7)}, p. 3] most of them say so. See [the plan](../portfolio.md#about).

- One thing is better than it was; another is not.
- A third is **new**.

> As one of them said: it helps.

### Strengths

- Goals can be measured.

As @${cited(at + 3)} shows, the work was well planned. Others [say the same](../evidence/e1.md).

### Areas for improvement

- AFI-${String(at + 1)}: Answers come late, and @E999 says why.

- [ ] Publish a note each month (for: AFI-${String(at + 1)}, owner: Director, due: 2026-12-01)
`;
  const half = Math.ceil(codes.length / 2);
  return {
    portfolio: `---
portfolio: general
title: Rehearsal
organisation: Nobody
period: 2026-04-01/2027-03-31
standards:
  - ${id}
requirements:
  - id: two-voices
    pieces: 2
    kinds: 2
  - id: current
    within: P24M
---

# About

Nobody has written this.
`,
    evidence,
    chapters: [codes.slice(0, half), codes.slice(half)].map((some, chapter) =>
      [
        `# Chapter ${String(chapter + 1)}`,
        ...some.map((code, at) => section(code, chapter * half + at)),
      ].join("\n\n"),
    ),
    review: `---
review: R1
reviewer: Somebody
role: assessor
date: 2026-06-01
decisions:
${codes
  .map(
    (code, at) => `  - standards:
      - ${code}
    evidence:
      - ${cited(at * evidenceOfEach)}
    decision: met
    comment: Agreed`,
  )
  .join("\n")}
---

Read at one sitting.
`,
  };
}

function pieceText(id: string, codes: readonly string[]): string {
  return `---
evidence: ${id}
title: Record of work
kind:
  - observation
  - work-product
date: 2026-05-14
author: Somebody
standards:
${[...new Set(codes)].map((code) => `  - ${code}`).join("\n")}
---

# What this shows

What was seen that day is written here, in two sentences. Nothing else is.

- One thing and another.
`;
}
