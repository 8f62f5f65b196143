// Everything in a portfolio's header that names standards, resolved: targets,
// chosen units, what is set aside, waived, credited or declared, and the standards of
// which its own requirements speak.

import type { Catalogue } from "./catalogue.ts";
import type { Member, PortfolioFacts } from "./facts.ts";
import {
  resolveMember,
  type ResolvedHeader,
  type ResolvedMember,
} from "./target.ts";

/** The members of each field but `standards`, which is the target itself. */
export function portfolioCodes(
  catalogue: Catalogue,
  { target, entries }: ResolvedHeader,
  portfolio: PortfolioFacts | undefined,
): readonly ResolvedMember[] {
  const resolve = (member: Member): ResolvedMember =>
    resolveMember(catalogue, target.scope, member);
  const {
    waivers = [],
    declarations = [],
    requirementCodes = [],
  } = portfolio ?? {};
  return [
    ...entries.units,
    ...entries.notApplicable.flat(),
    ...entries.creditedUnits.flat(),
    ...[...waivers, ...declarations].flatMap(({ standards }) =>
      standards.map(resolve),
    ),
    ...requirementCodes.map(resolve),
  ];
}
