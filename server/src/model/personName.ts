// Whether two names are one person's. Nothing is guessed: `P. Nair` may be
// somebody else than Priya Nair.

const titles = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor)\.? +/;

/** A name without case, titles and what stands in brackets. */
export function foldName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\([^)]*\)/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(titles, "")
    .replace(/[.,;]+$/, "");
}

export function isSamePerson(
  one: string | undefined,
  other: string | undefined,
): boolean {
  if (one === undefined || other === undefined) return false;
  const name = foldName(one);
  return name !== "" && name === foldName(other);
}
