// The fields that a piece of evidence has, for requirements that ask for some.

import { frontMatterSchema } from "./schemas.ts";

export const evidenceFields: readonly {
  readonly name: string;
  readonly description: string;
}[] = Object.entries(
  frontMatterSchema.$defs?.["evidenceItem"]?.properties ?? {},
)
  .filter(([name]) => name !== "id")
  .map(([name, { description = "" }]) => ({ name, description }));
