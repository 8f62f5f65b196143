// The part of a schema that speaks of the cursor's place, where the text around
// it may still be broken.

import type { HeaderContext } from "../syntax/headerContext.ts";
import type { HeaderNode } from "../syntax/headerTree.ts";
import { documentStart } from "../text/textRange.ts";
import { schemaBelow, schemaFor } from "./schemaWalk.ts";
import type { JsonSchema } from "./schemas.ts";

/** The schema of the map, value or item with the cursor. */
export function schemaAt(
  root: JsonSchema,
  start: JsonSchema,
  { path, mode, siblings }: HeaderContext,
): JsonSchema | undefined {
  const shapeOf = (next: string | number | undefined): HeaderNode => {
    if (typeof next === "number") return list;
    if (next !== undefined) return mapWith([next]);
    if (mode === "key") return mapWith(siblings);
    return scalar;
  };
  let schema = schemaFor(root, start, shapeOf(path[0]));
  for (const [at, step] of path.entries()) {
    const next = path[at + 1];
    const isLast = at === path.length - 1;
    const isItemMap = isLast && mode === "item";
    const below = schemaBelow(
      root,
      schema,
      step,
      isItemMap ? scalar : shapeOf(next),
    );
    if (below === undefined) return undefined;
    schema = below;
  }
  return schema;
}

const scalar: HeaderNode = {
  kind: "scalar",
  text: "",
  style: "plain",
  range: documentStart,
};
const list: HeaderNode = {
  kind: "list",
  items: [],
  flow: false,
  range: documentStart,
};

function mapWith(keys: readonly string[]): HeaderNode {
  return {
    kind: "map",
    entries: keys.map((text) => ({
      key: { kind: "scalar", text, style: "plain", range: documentStart },
      value: undefined,
    })),
    flow: false,
    range: documentStart,
  };
}
