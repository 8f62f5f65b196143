// Codes that may stand in a pack which cannot be read just now. Saying that
// there is no such standard would send authors after a fault in somebody
// else's file.

import type { Catalogue } from "./catalogue.ts";
import type { Framework } from "./framework.ts";
import { codePrefix, normalForm } from "./standardCode.ts";

/** Whether a code that resolves to nothing may be in a faulty pack. */
export function mayBeUnread(catalogue: Catalogue, text: string): boolean {
  const { frameworks, hasUnreadPack } = catalogue;
  const partial = frameworks.filter(({ isPartial }) => isPartial === true);
  if (partial.some((framework) => beginsAs(framework, text))) return true;
  return hasUnreadPack && !frameworks.some((one) => beginsAs(one, text));
}

/** Whether a code begins as the framework's id or one of its top items do. */
function beginsAs({ id, standards }: Framework, text: string): boolean {
  const form = normalForm(text);
  const prefix = codePrefix(text)?.toUpperCase();
  if (form.startsWith(normalForm(id))) return true;
  return standards.some(
    ({ parent, code }) =>
      parent < 0 &&
      (form.startsWith(normalForm(code)) ||
        (prefix !== undefined && codePrefix(code)?.toUpperCase() === prefix)),
  );
}
