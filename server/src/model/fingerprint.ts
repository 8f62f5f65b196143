// Fingerprints of what a reviewer judged, so that a later change shows. They
// say that something is not as it was, and never what it was.
//
// Of a piece: its body without the discussion, kinds, date, author, witness
// and the bytes of its artefacts, with line endings ignored; never its ID,
// title, tags, mappings or paths. Of a standard: its code, its edition and the
// requirements of its framework, never our wording.

import { lineage, frameworkOf, type Catalogue } from "./catalogue.ts";
import { evidenceId, type EvidenceEntry } from "./evidenceTable.ts";
import type { EvidenceFacts } from "./facts.ts";
import type { Standard } from "./framework.ts";
import { hasFile, resolvePath, type FileList, type FilePath } from "./paths.ts";
import type { Portfolio } from "./portfolio.ts";
import type { RequirementBlock } from "./requirement.ts";

/** `sha256-` and the SHA-256 of a text in base64; comes from the host. */
export type Digest = (text: string) => string;

/** What fingerprints are made with. */
export interface Fingerprinting {
  /** Absent where nothing can be compared. */
  readonly digest: Digest | undefined;
  /** Digests of artefacts' bytes, as far as they have been read. */
  readonly artefacts: ReadonlyMap<FilePath, string>;
  readonly files: FileList;
}

/** The fingerprint of a piece; undefined while a part of it is not read. */
export function evidenceFingerprint(
  portfolio: Pick<Portfolio, "documents">,
  entry: EvidenceEntry,
  { digest, artefacts, files }: Fingerprinting,
): string | undefined {
  const document = portfolio.documents.get(entry.path);
  const facts = document?.evidence[entry.item];
  if (digest === undefined || document === undefined || facts === undefined) {
    return undefined;
  }
  // The body of a log is no one piece's.
  const body = document.evidence.length === 1 ? document.bodyDigest : "";
  if (body === undefined) return undefined;
  const parts: string[] = [];
  for (const file of facts.files) {
    if (file.isUrl) {
      parts.push(file.text);
      continue;
    }
    const path = resolvePath(entry.path, file.text);
    const known = path === undefined ? missing : artefacts.get(path);
    if (known !== undefined) parts.push(known);
    else if (path !== undefined && hasFile(files, path)) return undefined;
    else parts.push(missing);
  }
  const { date, witness } = facts;
  return digest(
    JSON.stringify([
      "evidence",
      body,
      [...entry.qualities.kinds].sort(),
      date === undefined ? [] : [date.start, date.end],
      [...facts.authors].sort(),
      witness === undefined ? [] : [witness.name ?? "", witness.role ?? ""],
      parts.sort(),
    ]),
  );
}

/** Stands for an artefact that is not there. */
const missing = "missing";

/** The artefacts of a piece that lie in the folder. */
export function artefactPaths(
  path: FilePath,
  { files }: EvidenceFacts,
): readonly FilePath[] {
  return files.flatMap((file) =>
    file.isUrl ? [] : (resolvePath(path, file.text) ?? []),
  );
}

/** The fingerprint of a standard. */
export function standardFingerprint(
  catalogue: Catalogue,
  standard: Standard,
  digest: Digest,
): string {
  const { edition, requirements } = frameworkOf(catalogue, standard);
  const blocks = [
    ...requirements,
    ...lineage(catalogue, standard).flatMap((one) => one.requirements),
  ];
  return digest(
    JSON.stringify([
      "standard",
      standard.code,
      edition,
      blocks.map(demandsOf).sort(),
    ]),
  );
}

/** What a block asks for, without its name, its note and its place. */
function demandsOf(block: RequirementBlock): string {
  const { each, across, except, forbid, within, fields, include, some } = block;
  const { pieces, kinds, occasions } = block;
  return JSON.stringify([
    each,
    across,
    except,
    forbid,
    within === undefined ? [] : [within.years, within.months, within.days],
    fields,
    pieces ?? 0,
    kinds ?? 0,
    occasions ?? 0,
    include.map(({ kind, count }) => [kind, count]),
    some === undefined ? [] : [some.least, some.of],
  ]);
}

/** What must be read again, with its digest, to compare fingerprints. */
export interface JudgedFiles {
  /** Files whose bytes reviewers judged, digested already or not. */
  readonly artefacts: readonly FilePath[];
  /** Documents whose body reviewers judged and that have no digest yet. */
  readonly bodies: readonly FilePath[];
}

const judgedIn = new WeakMap<Portfolio, JudgedFiles>();

/** The files whose digests a portfolio's reviews compare. */
export function judgedFiles(portfolio: Portfolio): JudgedFiles {
  let judged = judgedIn.get(portfolio);
  if (judged === undefined) {
    const artefacts = new Set<FilePath>();
    const bodies = new Set<FilePath>();
    for (const { facts: reviewing } of portfolio.reviewing.values()) {
      for (const { fingerprints } of reviewing.review?.decisions ?? []) {
        for (const { of } of fingerprints) {
          const entry = portfolio.table.byId.get(evidenceId(of.text));
          const document = entry && portfolio.documents.get(entry.path);
          const facts = entry && document?.evidence[entry.item];
          if (entry === undefined || facts === undefined) continue;
          if (document?.bodyDigest === undefined) bodies.add(entry.path);
          for (const path of artefactPaths(entry.path, facts)) {
            artefacts.add(path);
          }
        }
      }
    }
    judged = { artefacts: [...artefacts].sort(), bodies: [...bodies].sort() };
    judgedIn.set(portfolio, judged);
  }
  return judged;
}
