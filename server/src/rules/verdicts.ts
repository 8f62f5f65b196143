// What was found in the files of each portfolio, kept when the portfolio
// itself is let go: as long as nothing has changed on which a finding hangs,
// the portfolio need not be joined again to say it.

import { filesSeen, placesNamed } from "../model/filesSeen.ts";
import { judgedFiles } from "../model/fingerprint.ts";
import { KeptTexts } from "../model/keptTexts.ts";
import type { FilePath } from "../model/paths.ts";
import type { PortfolioCell } from "../model/portfolioCell.ts";
import { previousCell } from "../model/previousPortfolio.ts";
import { sameValue } from "../model/sameValue.ts";
import type { Settings } from "../model/settings.ts";
import { isWhole, type Snapshot } from "../model/snapshot.ts";
import type { FindingsText } from "./rule.ts";

/** On what findings hang beside the documents, as texts to compare. */
export interface Conditions {
  readonly settings: string;
  /** Whether all of the portfolio was read. */
  readonly isWhole: boolean;
  /** Of its own documents. */
  readonly displaced: string;
  readonly files: string;
  /** Digests of the artefacts that reviewers judged. */
  readonly artefacts: string;
}

export interface Verdict {
  readonly conditions: Conditions;
  /** By path, as far as they have been looked for. */
  readonly texts: KeptTexts;
  /** Files and folders that the documents name, or named once. */
  readonly named: ReadonlySet<FilePath>;
  /** Artefacts that reviewers judged. */
  readonly judged: readonly FilePath[];
}

/** What was last compared, so that the same need not be compared again. */
interface Seen {
  readonly settings: Settings;
  readonly isComplete: boolean;
  readonly unreadFolders: Snapshot["unreadFolders"];
  readonly files: Snapshot["files"];
  readonly roots: Snapshot["index"]["roots"];
  readonly displaced: Snapshot["index"]["displaced"];
  readonly fingerprinting: Snapshot["fingerprinting"];
  readonly previous: PortfolioCell | undefined;
}

interface Held {
  verdict: Verdict;
  seen: Seen;
}

export class Verdicts {
  readonly #held = new WeakMap<PortfolioCell, Held>();

  /** What holds still, if anything does. */
  of(snapshot: Snapshot, cell: PortfolioCell): Verdict | undefined {
    const held = this.#held.get(cell);
    if (held === undefined) return undefined;
    const seen = seenIn(snapshot, cell);
    if (isSame(held.seen, seen)) return held.verdict;
    const isAlike =
      held.seen.previous === seen.previous &&
      sameConditions(
        held.verdict.conditions,
        conditionsOf(snapshot, cell, held.verdict),
      );
    if (!isAlike) {
      this.#held.delete(cell);
      return undefined;
    }
    held.seen = seen;
    return held.verdict;
  }

  /** Adds what was found in one file. The portfolio must be joined. */
  add(
    snapshot: Snapshot,
    cell: PortfolioCell,
    path: FilePath,
    text: FindingsText,
  ): void {
    const verdict = this.of(snapshot, cell);
    const held = this.#held.get(cell);
    if (verdict === undefined || held === undefined) {
      this.#begin(snapshot, cell, new Map([[path, text]]));
    } else {
      const texts = verdict.texts.with(new Map([[path, text]]));
      held.verdict = { ...verdict, texts };
    }
  }

  /** Takes over from the cell of before what has not changed. */
  carryOver(
    before: PortfolioCell,
    snapshot: Snapshot,
    cell: PortfolioCell,
    changed: ReadonlySet<FilePath>,
  ): void {
    const verdict = this.of(snapshot, before);
    if (verdict === undefined) return;
    const gone = new Map([...changed].map((path) => [path, undefined]));
    const texts = verdict.texts.with(gone);
    const named = withNamed(verdict.named, cell, changed);
    const judged = judgedFiles(cell.portfolio).artefacts;
    const isAlike =
      named === verdict.named && sameValue(judged, verdict.judged);
    this.#held.set(cell, {
      seen: seenIn(snapshot, cell),
      verdict: isAlike
        ? { ...verdict, texts }
        : {
            texts,
            named,
            judged,
            conditions: conditionsOf(snapshot, cell, { named, judged }),
          },
    });
  }

  /** Puts in what was found in a session before. */
  adopt(snapshot: Snapshot, cell: PortfolioCell, verdict: Verdict): boolean {
    const now = conditionsOf(snapshot, cell, verdict);
    if (!sameConditions(now, verdict.conditions)) return false;
    this.#held.set(cell, { verdict, seen: seenIn(snapshot, cell) });
    return true;
  }

  #begin(
    snapshot: Snapshot,
    cell: PortfolioCell,
    texts: ReadonlyMap<FilePath, FindingsText>,
  ): void {
    const about = {
      named: withNamed(new Set(), cell, cell.members.sortedKeys()),
      judged: judgedFiles(cell.portfolio).artefacts,
    };
    this.#held.set(cell, {
      seen: seenIn(snapshot, cell),
      verdict: {
        ...about,
        texts: KeptTexts.of(texts),
        conditions: conditionsOf(snapshot, cell, about),
      },
    });
  }
}

function withNamed(
  named: ReadonlySet<FilePath>,
  { members }: PortfolioCell,
  paths: Iterable<FilePath>,
): ReadonlySet<FilePath> {
  const more = new Set<FilePath>();
  for (const path of paths) {
    const held = members.get(path);
    if (held === undefined) continue;
    for (const place of placesNamed(path, held.facts)) {
      if (!named.has(place)) more.add(place);
    }
  }
  return more.size === 0 ? named : new Set([...named, ...more]);
}

function seenIn(snapshot: Snapshot, cell: PortfolioCell): Seen {
  const { settings, isComplete, unreadFolders, files, index, fingerprinting } =
    snapshot;
  const { roots, displaced } = index;
  const previous = previousCell(index, cell);
  return {
    settings,
    isComplete,
    unreadFolders,
    files,
    roots,
    displaced,
    fingerprinting,
    previous,
  };
}

function isSame(a: Seen, b: Seen): boolean {
  return (
    a.settings === b.settings &&
    a.isComplete === b.isComplete &&
    a.unreadFolders === b.unreadFolders &&
    a.files === b.files &&
    a.roots === b.roots &&
    a.displaced === b.displaced &&
    a.fingerprinting === b.fingerprinting &&
    a.previous === b.previous
  );
}

const settingsTexts = new WeakMap<Settings, string>();

function conditionsOf(
  snapshot: Snapshot,
  cell: PortfolioCell,
  { named, judged }: Pick<Verdict, "named" | "judged">,
): Conditions {
  const { settings, files, index, fingerprinting } = snapshot;
  const { digest, artefacts } = fingerprinting;
  let settingsText = settingsTexts.get(settings);
  if (settingsText === undefined) {
    settingsText = JSON.stringify(settings);
    settingsTexts.set(settings, settingsText);
  }
  return {
    settings: settingsText,
    isWhole: isWhole(snapshot, cell.folder),
    displaced: JSON.stringify(
      [...index.displaced].filter(([path]) => cell.members.has(path)),
    ),
    files: filesSeen(cell, named, files, index, digest),
    artefacts: JSON.stringify(
      judged.map((path) => artefacts.get(path) ?? null),
    ),
  };
}

function sameConditions(a: Conditions, b: Conditions): boolean {
  return (
    a.settings === b.settings &&
    a.isWhole === b.isWhole &&
    a.displaced === b.displaced &&
    a.files === b.files &&
    a.artefacts === b.artefacts
  );
}
