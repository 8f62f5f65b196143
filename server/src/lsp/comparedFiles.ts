// Files whose digests reviews compare with what reviewers put on record. No
// other file is digested: artefacts may be films.

import { digestsOf, type FolderHost } from "../host/host.ts";
import { judgedFiles, type JudgedFiles } from "../model/fingerprint.ts";
import type { FilePath } from "../model/paths.ts";
import type { Snapshot } from "../model/snapshot.ts";

type Digests = ReadonlyMap<FilePath, string>;

export class ComparedFiles {
  readonly #host: FolderHost;
  #artefacts: Digests = new Map();
  /** Documents whose body a reviewer judged: read with its digest. */
  readonly #bodies = new Set<FilePath>();

  constructor(host: FolderHost) {
    this.#host = host;
  }

  /** Digests of artefacts. */
  get artefacts(): Digests {
    return this.#artefacts;
  }

  hasArtefact(path: FilePath): boolean {
    return this.#artefacts.has(path);
  }

  /** Whether a document is to be read with the digest of its body. */
  hasBody(path: FilePath): boolean {
    return this.#bodies.has(path);
  }

  /** They have changed, or are gone. */
  forget(paths: readonly FilePath[]): void {
    if (!paths.some((path) => this.#artefacts.has(path))) return;
    const artefacts = new Map(this.#artefacts);
    for (const path of paths) artefacts.delete(path);
    this.#artefacts = artefacts;
  }

  keep(digests: Digests): void {
    if (digests.size === 0) return;
    this.#artefacts = new Map([...this.#artefacts, ...digests]);
  }

  /** What is to be digested of portfolios that are joined; of most, nothing. */
  missing(
    { index }: Snapshot,
    files: ReadonlySet<FilePath>,
  ): JudgedFiles | undefined {
    const judged: JudgedFiles[] = [];
    for (const cell of index.portfolios.cells()) {
      if (cell.isJoined) judged.push(judgedFiles(cell.portfolio));
    }
    return this.missingOf(judged, files);
  }

  /** Of what reviewers judged, the files that have no digest yet. */
  missingOf(
    judged: readonly JudgedFiles[],
    files: ReadonlySet<FilePath>,
  ): JudgedFiles | undefined {
    const bodies = new Set<FilePath>();
    const artefacts = new Set<FilePath>();
    for (const one of judged) {
      for (const path of one.bodies) {
        if (!this.#bodies.has(path)) bodies.add(path);
      }
      for (const path of one.artefacts) {
        if (files.has(path) && !this.#artefacts.has(path)) artefacts.add(path);
      }
    }
    return bodies.size + artefacts.size === 0
      ? undefined
      : { bodies: [...bodies], artefacts: [...artefacts] };
  }

  /** From now on these bodies are read with their digests. */
  compareBodies(paths: readonly FilePath[]): void {
    for (const path of paths) this.#bodies.add(path);
  }

  digest(artefacts: readonly FilePath[]): Promise<Digests> {
    return digestsOf(this.#host, artefacts);
  }
}
