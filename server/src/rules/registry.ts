// All rules, in the order of the reference. Adding a rule adds a line here.

import { actionWithoutImprovement } from "./action-without-improvement.ts";
import { barredCombination } from "./barred-combination.ts";
import { broadMapping } from "./broad-mapping.ts";
import { changedSinceDecision } from "./changed-since-decision.ts";
import { conflictingRoles } from "./conflicting-roles.ts";
import { creditShortfall } from "./credit-shortfall.ts";
import { doubtfulUnitNumber } from "./doubtful-unit-number.ts";
import { droppedAction } from "./dropped-action.ts";
import { duplicateEvidence } from "./duplicate-evidence.ts";
import { duplicateMapping } from "./duplicate-mapping.ts";
import { duplicatePortfolio } from "./duplicate-portfolio.ts";
import { emptyEvidence } from "./empty-evidence.ts";
import { expiredWaiver } from "./expired-waiver.ts";
import { forbiddenKind } from "./forbidden-kind.ts";
import { improvementWithoutAction } from "./improvement-without-action.ts";
import { invalidField } from "./invalid-field.ts";
import { invalidFramework } from "./invalid-framework.ts";
import { invalidFrontMatter } from "./invalid-front-matter.ts";
import { irregularCode } from "./irregular-code.ts";
import { irregularValue } from "./irregular-value.ts";
import { misplacedFrontMatter } from "./misplaced-front-matter.ts";
import { missingFile } from "./missing-file.ts";
import { missingSection } from "./missing-section.ts";
import { openQuery } from "./open-query.ts";
import { outOfScopeMapping } from "./out-of-scope-mapping.ts";
import { overdueAction } from "./overdue-action.ts";
import { personalData } from "./personal-data.ts";
import type { Rule } from "./rule.ts";
import { selfReview } from "./self-review.ts";
import { staleEvidence } from "./stale-evidence.ts";
import { uncataloguedFile } from "./uncatalogued-file.ts";
import { uncitedEvidence } from "./uncited-evidence.ts";
import { undeclaredPortfolio } from "./undeclared-portfolio.ts";
import { unknownEvidence } from "./unknown-evidence.ts";
import { unknownField } from "./unknown-field.ts";
import { unknownFramework } from "./unknown-framework.ts";
import { unknownJudgement } from "./unknown-judgement.ts";
import { unknownStandard } from "./unknown-standard.ts";
import { unmappedEvidence } from "./unmapped-evidence.ts";
import { unmetGroup } from "./unmet-group.ts";
import { unmetRequirement } from "./unmet-requirement.ts";
import { unownedAction } from "./unowned-action.ts";
import { unreadableFile } from "./unreadable-file.ts";
import { unsupportedDecision } from "./unsupported-decision.ts";
import { unsupportedJudgement } from "./unsupported-judgement.ts";
import { unusedSuppression } from "./unused-suppression.ts";
import { unwitnessedTestimony } from "./unwitnessed-testimony.ts";
import { withdrawnStandard } from "./withdrawn-standard.ts";

export const rules: readonly Rule[] = [
  invalidFrontMatter,
  invalidField,
  irregularValue,
  unknownField,
  misplacedFrontMatter,
  conflictingRoles,
  unknownStandard,
  unknownFramework,
  irregularCode,
  withdrawnStandard,
  duplicateMapping,
  outOfScopeMapping,
  broadMapping,
  doubtfulUnitNumber,
  duplicatePortfolio,
  duplicateEvidence,
  unknownEvidence,
  missingFile,
  unmappedEvidence,
  uncitedEvidence,
  uncataloguedFile,
  emptyEvidence,
  unmetRequirement,
  staleEvidence,
  unwitnessedTestimony,
  undeclaredPortfolio,
  forbiddenKind,
  expiredWaiver,
  creditShortfall,
  unmetGroup,
  barredCombination,
  missingSection,
  unknownJudgement,
  unsupportedJudgement,
  improvementWithoutAction,
  actionWithoutImprovement,
  overdueAction,
  unownedAction,
  droppedAction,
  unsupportedDecision,
  changedSinceDecision,
  openQuery,
  selfReview,
  personalData,
  invalidFramework,
  unreadableFile,
  unusedSuppression,
];

/** Rules whose findings may be mended all at once, with what they are called. */
export const fixAllNames: ReadonlyMap<string, string> = new Map(
  rules.flatMap(({ code, fixAll }) =>
    fixAll === undefined ? [] : [[code, fixAll]],
  ),
);
