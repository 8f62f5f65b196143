// The sections of a narrative, and what lies in which: a section is opened by
// a heading that names standards, a part by a heading or bold line with one of
// the framework's labels.

import type { OutlineEntry } from "../syntax/outline.ts";
import type { TextRange } from "../text/textRange.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Standard } from "./framework.ts";
import { partNamed } from "./reportParts.ts";

/** A run of a narrative that is about some standards. */
export interface Section {
  readonly standards: readonly Standard[];
  /** Where each of them is named. */
  readonly places: readonly TextRange[];
  /** Position in the outline; -1 for a file's front matter. */
  readonly entry: number;
  /** The code in its heading, or the member in the front matter. */
  readonly range: TextRange;
  readonly hasProse: boolean;
  /** Last line of the section, not included. */
  readonly endLine: number | undefined;
}

/** A part of a section, or one that stands under no section. */
export interface PartPlace {
  /** `strengths`, `areas`, `actions` …: the pack's or our own id. */
  readonly part: string;
  /** Position in the outline of its heading or bold line. */
  readonly entry: number;
}

export interface Place {
  /** The innermost section, also for what is only a mention. */
  readonly section: Section | undefined;
  /** The innermost part inside that section. */
  readonly part: PartPlace | undefined;
}

/** What one entry of an outline is to those that stand under it. */
interface Opening {
  readonly section: Section | undefined;
  /** The part that it names: none where it opens a section. */
  readonly part: string | undefined;
  /** The entry that it belongs to; -1 for none. */
  readonly above: number;
}

/** Knows in which section and part of a narrative a place lies. */
export class SectionPlacer {
  /** Without any, whatever the document says is about no standard. */
  readonly hasSections: boolean;
  readonly #catalogue: Catalogue;
  readonly #outline: readonly OutlineEntry[];
  readonly #sections: readonly Section[];
  readonly #fileSection: Section | undefined;
  #openings: readonly Opening[] | undefined;

  constructor(
    catalogue: Catalogue,
    outline: readonly OutlineEntry[],
    sections: readonly Section[],
  ) {
    this.#catalogue = catalogue;
    this.#outline = outline;
    this.#sections = sections;
    this.#fileSection = sections.find(({ entry }) => entry < 0);
    this.hasSections = sections.length > 0;
  }

  /** The innermost section of a place; none where it is only a mention. */
  sectionFor(place: {
    readonly place: number;
    readonly isMention: boolean;
  }): Section | undefined {
    if (place.isMention) return undefined;
    const { section, isUnderActions } = this.#walk(place.place);
    return isUnderActions ? undefined : section;
  }

  /** Section and part of what stands under an entry of the outline. */
  at(entry: number): Place {
    const { section, part } = this.#walk(entry);
    return { section, part };
  }

  #walk(from: number): Place & { readonly isUnderActions: boolean } {
    let part: PartPlace | undefined;
    let isUnderActions = false;
    let at = from;
    const openings = (this.#openings ??= this.#readOpenings());
    for (;;) {
      const opening = openings[at];
      if (opening === undefined) break;
      const { section, part: name } = opening;
      if (section !== undefined) return { section, part, isUnderActions };
      if (name !== undefined) {
        part ??= { part: name, entry: at };
        isUnderActions ||= name === "actions";
      }
      at = opening.above;
    }
    return { section: this.#fileSection, part, isUnderActions };
  }

  #readOpenings(): readonly Opening[] {
    const byEntry = new Map(
      this.#sections.map((section) => [section.entry, section]),
    );
    // Those that are still open, the innermost last.
    const open: { readonly at: number; readonly depth: number }[] = [];
    return this.#outline.map(({ depth, text }, at) => {
      let last = open.at(-1);
      while (last !== undefined && last.depth >= depth) {
        open.pop();
        last = open.at(-1);
      }
      open.push({ at, depth });
      const section = byEntry.get(at);
      return {
        section,
        part:
          section === undefined ? partNamed(this.#catalogue, text) : undefined,
        above: last?.at ?? -1,
      };
    });
  }
}

/** The innermost section that holds a line. */
export function sectionAtLine(
  sections: readonly Section[],
  line: number,
): Section | undefined {
  return sections.findLast(
    ({ range, endLine }) =>
      range.startLine <= line && (endLine === undefined || line < endLine),
  );
}

/** Whether text stands under an entry, or under those that belong to it. */
export function hasProseBelow(
  outline: readonly OutlineEntry[],
  position: number,
): boolean {
  const depth = outline[position]?.depth ?? 0;
  for (let at = position; at < outline.length; at += 1) {
    const entry = outline[at];
    if (entry === undefined) break;
    if (at > position && entry.depth <= depth) break;
    if (entry.hasProse) return true;
  }
  return false;
}

/** The line of the heading that ends what an entry opens, if one does. */
export function endLineOf(
  outline: readonly OutlineEntry[],
  position: number,
): number | undefined {
  const depth = outline[position]?.depth ?? 0;
  for (let at = position + 1; at < outline.length; at += 1) {
    const entry = outline[at];
    if (entry?.kind === "heading" && entry.depth <= depth) {
      return entry.range.startLine;
    }
  }
  return undefined;
}
