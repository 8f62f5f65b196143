// The bodies that were read last, piece by piece. A letter leaves all pieces
// but one as they were: these are taken over as they are, so that neither they
// nor anything that hangs on them has to be looked at again.

import type { PieceText } from "./bodyPieces.ts";
import type { OutlineEntry } from "./outline.ts";
import type { PieceEntry, PieceOutline } from "./pieceOutline.ts";
import type { PiecePlace } from "./plainPiece.ts";

/** A piece, where it stood and what was read in it. */
export interface ReadPiece extends PieceText {
  readonly place: PiecePlace;
  readonly outline: PieceOutline;
}

/** An entry of a piece, and what it is in the outline of the whole body. */
export interface JoinedEntry {
  readonly entry: PieceEntry;
  readonly joined: OutlineEntry;
}

export interface ReadBody {
  readonly pieces: readonly ReadPiece[];
  readonly entries: readonly JoinedEntry[];
}

/** A body of before that begins or ends like the one that is to be read. */
export interface LikeBody {
  readonly body: ReadBody;
  /** What the piece at this position of the new body was then. */
  readonly pieceFor: (position: number) => ReadPiece | undefined;
}

/** As many documents as anybody edits in turn. */
const mostBodies = 4;

export class BodyMemory {
  /** The one that was read last comes first. */
  #bodies: readonly ReadBody[] = [];

  /** The remembered body that has most pieces in common with these. */
  likest(pieces: readonly PieceText[]): LikeBody | undefined {
    let best: LikeBody | undefined;
    let most = 0;
    for (const body of this.#bodies) {
      const { pieces: old } = body;
      const fewer = Math.min(old.length, pieces.length);
      let start = 0;
      while (start < fewer && isAlike(old[start], pieces[start])) {
        start += 1;
      }
      const later = old.length - pieces.length;
      let end = pieces.length;
      while (
        end > start &&
        end + later > start &&
        isAlike(old[end - 1 + later], pieces[end - 1])
      ) {
        end -= 1;
      }
      const common = start + pieces.length - end;
      if (common <= most) continue;
      most = common;
      best = {
        body,
        pieceFor: (position) =>
          position < start
            ? old[position]
            : position >= end
              ? old[position + later]
              : undefined,
      };
    }
    return best;
  }

  /** Remembers a body in place of the one that it was read by. */
  remember(body: ReadBody, before: LikeBody | undefined): void {
    const others = this.#bodies.filter((one) => one !== before?.body);
    this.#bodies = [body, ...others].slice(0, mostBodies);
  }
}

function isAlike(a: PieceText | undefined, b: PieceText | undefined): boolean {
  return a?.text === b?.text && a?.outer === b?.outer;
}
