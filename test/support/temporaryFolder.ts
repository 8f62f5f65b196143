// Real folders for the tests that run what is built: made of a fixture, gone
// after the tests of the file.

import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll } from "vitest";
import { readFiles } from "./fixture.ts";
import { demoPack } from "./openFixture.ts";

export interface TemporaryFolder {
  /** Its path on the disk. */
  readonly place: string;
  /** Its URI, as editors write it. */
  readonly uri: string;
  readonly uriOf: (file: string) => string;
  readonly pathOf: (file: string) => string;
  readonly write: (file: string, content: string | Uint8Array) => void;
  readonly remove: (file: string) => void;
}

const made: string[] = [];

afterAll(() => {
  for (const place of made.splice(0)) {
    rmSync(place, { recursive: true, force: true });
  }
});

/** Makes a folder with the files of a fixture and the tests' framework. */
export function temporaryFolder(fixture: string): TemporaryFolder {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), "evidence-")));
  made.push(parent);
  const place = path.join(parent, "work");
  const uri = pathToFileURL(place).href;
  const pathOf = (file: string): string => path.join(place, file);
  const write = (file: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(pathOf(file)), { recursive: true });
    writeFileSync(pathOf(file), content);
  };
  mkdirSync(place);
  for (const { path: file, text } of [...readFiles(fixture), demoPack]) {
    write(file, text);
  }
  return {
    place,
    uri,
    pathOf,
    write,
    uriOf: (file) => pathToFileURL(pathOf(file)).href,
    remove: (file) => {
      rmSync(pathOf(file), { recursive: true });
    },
  };
}
