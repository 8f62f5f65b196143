// Reads documents of a workspace folder from its host. What is open is as the
// editor has it, and is not read.

import type { FileContent, FolderHost } from "../host/host.ts";
import { contentOfText } from "../host/readContent.ts";
import { factsOf } from "../host/readFolder.ts";
import type { Slices } from "../host/slices.ts";
import type { DocumentFacts } from "../model/facts.ts";
import type { Digest, JudgedFiles } from "../model/fingerprint.ts";
import { HeldFacts } from "../model/heldFacts.ts";
import type { FilePath } from "../model/paths.ts";
import { noNameList, type NameList } from "../syntax/personalNames.ts";
import type { ComparedFiles } from "./comparedFiles.ts";
import type { DocumentStamps } from "./documentStamps.ts";

/** Files handed to the host at once: a slice's work, more or less. */
export const batchSize = 64;

/** By path; `undefined` for a document that is gone. */
export type ReadDocuments = Map<
  FilePath,
  HeldFacts | DocumentFacts | undefined
>;

export interface DocumentReaderParts {
  readonly host: FolderHost;
  readonly digest: Digest;
  readonly compared: ComparedFiles;
  readonly stamps: DocumentStamps;
  readonly slices: Slices;
  /** The text of an open document. */
  readonly openText: (path: FilePath) => string | undefined;
  /** Told of each document that is read. */
  readonly wasRead: (path: FilePath) => void;
}

export class DocumentReader {
  readonly #parts: DocumentReaderParts;
  /** The user's list of names to keep out. */
  names: NameList = noNameList;

  constructor(parts: DocumentReaderParts) {
    this.#parts = parts;
  }

  /** The facts of a text as the editor has it. */
  factsOfText(path: FilePath, text: string): DocumentFacts | undefined {
    return this.#factsOf(path, contentOfText(text));
  }

  #factsOf(path: FilePath, content: FileContent): DocumentFacts | undefined {
    const { compared, digest } = this.#parts;
    const { names } = this;
    return factsOf(
      content,
      compared.hasBody(path) ? { names, digest } : { names },
    );
  }

  /** Reads so few documents that the host reads them at once. */
  async readBatch(
    batch: readonly FilePath[],
  ): Promise<Map<FilePath, HeldFacts | undefined>> {
    const { host, slices, stamps, wasRead } = this.#parts;
    const read = new Map<FilePath, HeldFacts | undefined>();
    const closed = batch.filter((path) => !this.#isOpen(path));
    if (closed.length === 0) return read;
    const contents = await host.readFiles(closed);
    for (const [position, path] of closed.entries()) {
      await slices.pause();
      const content = contents[position];
      // A document that was opened meanwhile is as the editor has it.
      if (content === undefined || this.#isOpen(path)) continue;
      const facts = this.#factsOf(path, content);
      read.set(path, facts && HeldFacts.of(facts));
      stamps.set(path, content.kind === "text" ? content.stamp : undefined);
      wasRead(path);
    }
    return read;
  }

  async read(paths: readonly FilePath[]): Promise<ReadDocuments> {
    const documents: ReadDocuments = new Map();
    for (let at = 0; at < paths.length; at += batchSize) {
      const read = await this.readBatch(paths.slice(at, at + batchSize));
      for (const [path, held] of read) documents.set(path, held);
    }
    for (const path of documents.keys()) {
      if (this.#isOpen(path)) documents.delete(path);
    }
    return documents;
  }

  /**
   * Digests what reviewers judged, as far as that is not done: artefacts, and
   * bodies of documents, which are read anew for it. Undefined where there is
   * nothing to do. `files`: all that are there.
   */
  async digest(
    judged: JudgedFiles,
    files: ReadonlySet<FilePath>,
  ): Promise<ReadDocuments | undefined> {
    const { compared, openText } = this.#parts;
    const missing = compared.missingOf([judged], files);
    if (missing === undefined) return undefined;
    const { bodies, artefacts } = missing;
    compared.compareBodies(bodies);
    const digests = await compared.digest(artefacts);
    const documents = await this.read(bodies);
    for (const path of bodies) {
      const text = openText(path);
      if (text !== undefined) documents.set(path, this.factsOfText(path, text));
    }
    compared.keep(digests);
    return documents;
  }

  #isOpen(path: FilePath): boolean {
    return this.#parts.openText(path) !== undefined;
  }
}
