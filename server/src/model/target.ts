// What a portfolio must evidence: its header resolved against the catalogue.
// Applicable standards, what was set aside and why, and the day of judgement.

import {
  assessableIn,
  descendantsOf,
  frameworkOf,
  lineage,
  type Catalogue,
} from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Member, PortfolioFacts, ScopedStatement } from "./facts.ts";
import type {
  Framework,
  FrameworkKey,
  Qualification,
  Standard,
  StandardKey,
} from "./framework.ts";
import {
  findFramework,
  resolveText,
  type CodeIssue,
  type CodeScope,
  type MemberContext,
} from "./resolveCodes.ts";
import { normalForm } from "./standardCode.ts";

/** A member with what it stands for. */
export interface ResolvedMember {
  readonly member: Member;
  readonly standards: readonly Standard[];
  /** Place of each standard's text in the member's, for exact ranges. */
  readonly places: readonly {
    readonly from: number;
    readonly length: number;
  }[];
  readonly frameworks: readonly Framework[];
  readonly qualifications: readonly Qualification[];
  readonly issues: readonly CodeIssue[];
  /** The map key above it resolves to nothing. */
  readonly isUnderUnknown: boolean;
}

export interface SetAside {
  readonly reason: string;
  readonly until?: CalendarDate;
}

export interface ChosenQualification {
  readonly qualification: Qualification;
  /** The entry of `standards` that names it. */
  readonly member: Member;
  /** Units of each group, in the pack's order. */
  readonly groups: readonly {
    readonly id: string;
    readonly units: readonly Standard[];
  }[];
  /** Mandatory and chosen units. */
  readonly units: readonly Standard[];
  /** Those of them that may not be combined, set by set. */
  readonly barred: readonly (readonly Standard[])[];
}

export interface Target {
  readonly scope: CodeScope;
  /** The entries of the portfolio's `standards`. */
  readonly members: readonly ResolvedMember[];
  readonly qualifications: readonly ChosenQualification[];
  /** The entries of `units`. */
  readonly units: readonly ResolvedMember[];
  readonly notApplicable: readonly (readonly ResolvedMember[])[];
  /** All standards of the target, parents included, in pack order. */
  readonly standards: readonly Standard[];
  readonly included: ReadonlySet<StandardKey>;
  readonly setAside: ReadonlyMap<StandardKey, SetAside>;
  /** Prefixes of codes that belong to the target: `QIF-`, `H/`. */
  readonly assessmentDate: CalendarDate;
}

/** Resolves a member below its map key. */
export function resolveMember(
  catalogue: Catalogue,
  scope: CodeScope,
  member: Member,
): ResolvedMember {
  let context: MemberContext | undefined;
  let isUnderUnknown = false;
  if (member.under !== undefined) {
    context = contextOf(catalogue, scope, member.under.text);
    isUnderUnknown = context === undefined;
  }
  const resolved = resolveText(catalogue, scope, member.text, context);
  return {
    member,
    standards: resolved.codes.map(({ standard }) => standard),
    places: resolved.codes.map(({ from, length }) => ({ from, length })),
    frameworks: resolved.frameworks,
    qualifications: resolved.qualifications,
    issues: resolved.issues,
    isUnderUnknown,
  };
}

export function contextOf(
  catalogue: Catalogue,
  scope: CodeScope,
  key: string,
): MemberContext | undefined {
  const resolved = resolveText(catalogue, scope, key);
  return resolved.codes[0]?.standard ?? resolved.frameworks[0];
}

/** Resolves a portfolio's header. `today` counts where no date is given. */
export function resolveTarget(
  catalogue: Catalogue,
  portfolio: PortfolioFacts | undefined,
  today: CalendarDate,
): Target {
  const scope = scopeOf(catalogue, portfolio);
  const members = (portfolio?.standards ?? []).map((member) =>
    resolveMember(catalogue, scope, member),
  );
  const units = (portfolio?.units ?? []).map((member) =>
    resolveMember(catalogue, scope, member),
  );
  const qualifications = members.flatMap((resolved) =>
    resolved.qualifications.map((qualification) =>
      chooseUnits(catalogue, scope, qualification, resolved.member, units),
    ),
  );
  const included = includedStandards(catalogue, members, qualifications);
  const assessmentDate =
    portfolio?.assessmentDate?.end ??
    portfolio?.period?.end ??
    portfolio?.closed?.end ??
    today;
  const notApplicable = (portfolio?.notApplicable ?? []).map((statement) =>
    statement.standards.map((member) =>
      resolveMember(catalogue, scope, member),
    ),
  );
  return {
    scope,
    members,
    qualifications,
    units,
    notApplicable,
    standards: orderedStandards(catalogue, included),
    included,
    setAside: setAsideStandards(
      catalogue,
      portfolio?.notApplicable ?? [],
      notApplicable,
      assessmentDate,
    ),
    assessmentDate,
  };
}

/** Codes resolve among the target's own frameworks first. */
function scopeOf(
  catalogue: Catalogue,
  portfolio: PortfolioFacts | undefined,
): CodeScope {
  const targets = new Set<FrameworkKey>();
  const none: CodeScope = { targets };
  // Pinned frameworks first: they decide what unpinned codes mean.
  for (const { text } of portfolio?.standards ?? []) {
    if (!text.includes("@")) continue;
    const framework = findFramework(catalogue, none, text);
    if (framework !== undefined) targets.add(framework.key);
  }
  for (const { text } of portfolio?.standards ?? []) {
    const resolved = resolveText(catalogue, none, text);
    for (const { key } of resolved.frameworks) targets.add(key);
    for (const { framework } of resolved.qualifications) targets.add(framework);
    for (const { standard } of resolved.codes) targets.add(standard.framework);
  }
  return { targets };
}

function chooseUnits(
  catalogue: Catalogue,
  scope: CodeScope,
  qualification: Qualification,
  member: Member,
  chosen: readonly ResolvedMember[],
): ChosenQualification {
  const picked = new Set(
    chosen.flatMap(({ standards }) => standards.map(({ key }) => key)),
  );
  const own: CodeScope = {
    targets: new Set([qualification.framework, ...scope.targets]),
  };
  const unitsOf = (codes: readonly string[]): readonly Standard[] =>
    codes.flatMap(
      (code) => resolveText(catalogue, own, code).codes[0]?.standard ?? [],
    );
  const groups = qualification.groups.map((group) => ({
    id: group.id,
    units: unitsOf(group.of),
  }));
  const units = new Set<Standard>();
  qualification.groups.forEach((group, position) => {
    for (const unit of groups[position]?.units ?? []) {
      if (group.all || picked.has(unit.key)) units.add(unit);
    }
  });
  const barred = qualification.barred
    .map((set) => unitsOf(set).filter((unit) => units.has(unit)))
    .filter((set) => set.length > 1);
  return { qualification, member, groups, units: [...units], barred };
}

function includedStandards(
  catalogue: Catalogue,
  members: readonly ResolvedMember[],
  qualifications: readonly ChosenQualification[],
): ReadonlySet<StandardKey> {
  const included = new Set<StandardKey>();
  const addTree = (standard: Standard): void => {
    for (const above of lineage(catalogue, standard)) included.add(above.key);
    for (const below of descendantsOf(catalogue, standard)) {
      included.add(below.key);
    }
  };
  for (const { standards, frameworks } of members) {
    for (const framework of frameworks) {
      for (const standard of framework.standards) included.add(standard.key);
    }
    for (const standard of standards) addTree(standard);
  }
  for (const { units } of qualifications) units.forEach(addTree);
  for (const key of included) {
    const standard = catalogue.standardByKey.get(key);
    // Nobody has to evidence what is withdrawn, or anything below it.
    const isWithdrawn =
      standard !== undefined &&
      lineage(catalogue, standard).some((one) => one.withdrawn !== undefined);
    if (isWithdrawn) included.delete(key);
  }
  return included;
}

function orderedStandards(
  catalogue: Catalogue,
  included: ReadonlySet<StandardKey>,
): readonly Standard[] {
  return catalogue.frameworks.flatMap((framework) =>
    framework.standards.filter(({ key }) => included.has(key)),
  );
}

function setAsideStandards(
  catalogue: Catalogue,
  statements: readonly ScopedStatement[],
  resolved: readonly (readonly ResolvedMember[])[],
  assessmentDate: CalendarDate,
): ReadonlyMap<StandardKey, SetAside> {
  const setAside = new Map<StandardKey, SetAside>();
  statements.forEach((statement, position) => {
    const until = statement.until?.end;
    if (until !== undefined && until < assessmentDate) return;
    for (const { standards } of resolved[position] ?? []) {
      for (const standard of standards) {
        if (isOfQualification(catalogue, standard)) continue;
        for (const one of assessableIn(catalogue, standard)) {
          setAside.set(one.key, {
            reason: statement.reason ?? "no reason given",
            ...(until === undefined ? {} : { until }),
          });
        }
      }
    }
  });
  return setAside;
}

/** Units are chosen, not excused. */
export function isOfQualification(
  catalogue: Catalogue,
  standard: Standard,
): boolean {
  const framework = frameworkOf(catalogue, standard);
  if (framework.qualifications.length === 0) return false;
  const top = lineage(catalogue, standard).at(-1) ?? standard;
  const form = normalForm(top.code);
  return framework.qualifications.some(({ groups }) =>
    groups.some(({ of }) => of.some((code) => normalForm(code) === form)),
  );
}
