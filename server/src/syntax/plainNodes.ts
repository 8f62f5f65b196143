// Counts the nodes of a plain header against the limits, and keeps the values
// that have a name (`&name`) for where they are named again (`*name`).

import type { TextRange } from "../text/textRange.ts";
import type { HeaderNode, HeaderScalar } from "./headerTree.ts";
import type { HeaderLimits } from "./headerTreeReader.ts";

interface NamedValue {
  readonly node: HeaderNode;
  /** Nodes in it, those that left no trace in the tree among them. */
  readonly count: number;
  /** How deep lists and maps in it are nested, at most. */
  readonly height: number;
}

export class PlainNodes {
  readonly #limits: HeaderLimits;
  readonly #named = new Map<string, NamedValue>();
  #deepest = 0;
  count = 0;

  constructor(limits: HeaderLimits) {
    this.#limits = limits;
  }

  /** Counts one node; false when that is one too many or too deep. */
  enter(depth: number): boolean {
    this.count += 1;
    if (depth > this.#deepest) this.#deepest = depth;
    return depth <= this.#limits.depth && this.count <= this.#limits.nodes;
  }

  /**
   * Keeps a value of which reading began at this count. False when the name is
   * taken: which of the two is meant depends on more than the place.
   */
  name(
    name: string,
    node: HeaderNode,
    depth: number,
    countBefore: number,
  ): boolean {
    if (this.#named.has(name)) return false;
    const count = this.count - countBefore;
    const height = this.#deepest - depth;
    this.#named.set(name, { node, count, height });
    return true;
  }

  /** The value of a name as it is where it is named again, if it may be. */
  named(name: string, range: TextRange, depth: number): HeaderNode | undefined {
    const value = this.#named.get(name);
    if (value === undefined) return undefined;
    const deepest = depth + value.height;
    this.count += value.count;
    if (deepest > this.#deepest) this.#deepest = deepest;
    return this.enter(depth) && deepest <= this.#limits.depth
      ? movedTo(range, value.node)
      : undefined;
  }
}

/** The same node with all that is in it in another place. */
function movedTo(range: TextRange, node: HeaderNode): HeaderNode {
  switch (node.kind) {
    case "scalar":
      return movedScalar(range, node);
    case "list": {
      const items = node.items.map((item) => movedTo(range, item));
      return { ...node, items, range };
    }
    case "map": {
      const entries = node.entries.map(({ key, value }) => ({
        key: movedScalar(range, key),
        value: value === undefined ? undefined : movedTo(range, value),
      }));
      return { ...node, entries, range };
    }
  }
}

function movedScalar(range: TextRange, scalar: HeaderScalar): HeaderScalar {
  return { ...scalar, range, origin: scalar.origin ?? scalar.range };
}
