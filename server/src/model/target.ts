// What a portfolio must evidence: its header resolved against the catalogue.
// Applicable standards, what was set aside and why, and the day of judgement.
// Where the header states it is told apart, because a line more in the header
// moves all of it and asks for nothing else.

import {
  assessableIn,
  descendantsOf,
  frameworkOf,
  lineage,
  type Catalogue,
} from "./catalogue.ts";
import type { CalendarDate } from "./calendar.ts";
import type { Credit } from "./coverage.ts";
import { evidenceId } from "./evidenceTable.ts";
import type {
  CreditedFacts,
  Member,
  PortfolioFacts,
  ScopedStatement,
} from "./facts.ts";
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
import {
  allGroups,
  chooseUnits,
  type ChosenQualification,
} from "./ruleOfCombination.ts";
import { saysTheSame } from "./sameValue.ts";
import { normalForm, type NormalForm } from "./standardCode.ts";

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
  /** What the map key above it names. */
  readonly above?: MemberContext;
  /** The map key above it resolves to nothing. */
  readonly isUnderUnknown: boolean;
}

export interface SetAside {
  readonly reason: string;
  readonly until?: CalendarDate;
}

/** What of a header its target and requirements hang on. */
export type TargetFacts = Pick<PortfolioFacts, (typeof targetKeys)[number]>;

const targetKeys = [
  "standards",
  "units",
  "pathways",
  "requirements",
  "notApplicable",
  "waivers",
  "credited",
  "period",
  "assessmentDate",
  "closed",
] as const satisfies readonly (keyof PortfolioFacts)[];

/** What of a header states its target: the entries are resolved from it alone. */
export type EntryFacts = Pick<TargetFacts, (typeof entryKeys)[number]>;

const entryKeys = [
  "standards",
  "units",
  "notApplicable",
  "credited",
] as const satisfies readonly (keyof TargetFacts)[];

/** What a header asks for, wherever it says so: no places are in it. */
export interface Target {
  readonly scope: CodeScope;
  readonly qualifications: readonly ChosenQualification[];
  /** All standards of the target, parents included, in pack order. */
  readonly standards: readonly Standard[];
  readonly included: ReadonlySet<StandardKey>;
  readonly setAside: ReadonlyMap<StandardKey, SetAside>;
  /** Credited units and all below them. */
  readonly credited: ReadonlyMap<StandardKey, Credit>;
  readonly assessmentDate: CalendarDate;
}

/** The entries of a header that state its target, in their places. */
export interface TargetEntries {
  /** Of `standards`. */
  readonly members: readonly ResolvedMember[];
  /** Those that name the target's qualifications, in the order of these. */
  readonly qualifications: readonly Member[];
  readonly units: readonly ResolvedMember[];
  /** Of each statement of `notApplicable`. */
  readonly notApplicable: readonly (readonly ResolvedMember[])[];
  /** Of each statement of `credited`. */
  readonly creditedUnits: readonly (readonly ResolvedMember[])[];
}

/** Whether two headers ask for the same, wherever in them it is stated. */
export function asksTheSame(
  a: TargetFacts | undefined,
  b: TargetFacts | undefined,
): boolean {
  return targetKeys.every((key) => saysTheSame(a?.[key], b?.[key]));
}

/** What a member's text stands for, wherever it is written. */
type ResolvedWords = Omit<ResolvedMember, "member">;

/** Resolved texts of one scope, by map key and text. */
type KnownWords = Map<string, ResolvedWords>;

/** A workspace names the same few codes many thousands of times. */
const knownWords = new WeakMap<Catalogue, WeakMap<CodeScope, KnownWords>>();

/** Beyond this, texts are typed once each, and the memory is begun anew. */
const mostKnown = 100_000;

/** Resolves a member below its map key. */
export function resolveMember(
  catalogue: Catalogue,
  scope: CodeScope,
  member: Member,
): ResolvedMember {
  const words = resolveWords(catalogue, scope, member.text, member.under?.text);
  return {
    member,
    standards: words.standards,
    places: words.places,
    frameworks: words.frameworks,
    qualifications: words.qualifications,
    issues: words.issues,
    isUnderUnknown: words.isUnderUnknown,
    ...(words.above === undefined ? {} : { above: words.above }),
  };
}

function knownIn(catalogue: Catalogue, scope: CodeScope): KnownWords {
  let byScope = knownWords.get(catalogue);
  if (byScope === undefined) {
    byScope = new WeakMap();
    knownWords.set(catalogue, byScope);
  }
  let known = byScope.get(scope);
  if (known === undefined) {
    known = new Map();
    byScope.set(scope, known);
  }
  return known;
}

/** What a text stands for under a map key, or under none. */
export function resolveWords(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
  under?: string,
): ResolvedWords {
  const known = knownIn(catalogue, scope);
  const name = under === undefined ? text : `${under}\n${text}`;
  let words = known.get(name);
  if (words === undefined) {
    if (known.size > mostKnown) known.clear();
    words = readWords(catalogue, scope, text, under);
    known.set(name, words);
  }
  return words;
}

function readWords(
  catalogue: Catalogue,
  scope: CodeScope,
  text: string,
  under: string | undefined,
): ResolvedWords {
  const context =
    under === undefined ? undefined : contextOf(catalogue, scope, under);
  const resolved = resolveText(catalogue, scope, text, context);
  return {
    standards: resolved.codes.map(({ standard }) => standard),
    places: resolved.codes.map(({ from, length }) => ({ from, length })),
    frameworks: resolved.frameworks,
    qualifications: resolved.qualifications,
    issues: resolved.issues,
    isUnderUnknown: under !== undefined && context === undefined,
    ...(context === undefined ? {} : { above: context }),
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

/** Resolves the entries of a portfolio's header. */
function resolveEntries(
  catalogue: Catalogue,
  portfolio: EntryFacts | undefined,
  scope: CodeScope,
): TargetEntries {
  const resolve = (members: readonly Member[]): readonly ResolvedMember[] =>
    members.map((member) => resolveMember(catalogue, scope, member));
  const members = resolve(portfolio?.standards ?? []);
  return {
    members,
    qualifications: members.flatMap(({ member, qualifications }) =>
      qualifications.map(() => member),
    ),
    units: resolve(portfolio?.units ?? []),
    notApplicable: (portfolio?.notApplicable ?? []).map(({ standards }) =>
      resolve(standards),
    ),
    creditedUnits: (portfolio?.credited ?? []).map(({ standards }) =>
      resolve(standards),
    ),
  };
}

/** A header with what it asks for. */
export interface ResolvedHeader {
  readonly target: Target;
  readonly entries: TargetEntries;
}

interface EarlierHeader extends ResolvedHeader {
  readonly header: EntryFacts | undefined;
}

/** The entries of a header that asks for the same as the one before. */
export function movedEntries(
  catalogue: Catalogue,
  { header: before, target, entries }: EarlierHeader,
  header: EntryFacts | undefined,
): TargetEntries {
  const isSame = entryKeys.every((key) => before?.[key] === header?.[key]);
  return isSame ? entries : resolveEntries(catalogue, header, target.scope);
}

/** Resolves a portfolio's header. `today` counts where no date is given. */
export function resolveHeader(
  catalogue: Catalogue,
  portfolio: TargetFacts | undefined,
  today: CalendarDate,
): ResolvedHeader {
  const scope = scopeOf(catalogue, portfolio);
  const entries = resolveEntries(catalogue, portfolio, scope);
  const { members, units, notApplicable, creditedUnits } = entries;
  const qualifications = chooseUnits(
    catalogue,
    scope,
    members.flatMap((member) => member.qualifications),
    portfolio?.pathways ?? [],
    units.flatMap(({ standards }) => standards),
  );
  const included = includedStandards(catalogue, members, qualifications);
  const assessmentDate = dayOfJudgement(portfolio, today);
  const target: Target = {
    scope,
    qualifications,
    credited: creditedStandards(
      catalogue,
      portfolio?.credited ?? [],
      creditedUnits,
    ),
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
  return { target, entries };
}

/**
 * The day stated, else the end of the period, else today. A portfolio that is
 * closed has its last day as today, and one that is closed before its period
 * ends is judged as it was handed in.
 */
function dayOfJudgement(
  portfolio: TargetFacts | undefined,
  today: CalendarDate,
): CalendarDate {
  const stated = portfolio?.assessmentDate?.end;
  if (stated !== undefined) return stated;
  const lastDay = portfolio?.closed?.end;
  const end = portfolio?.period?.end;
  if (end === undefined) return lastDay ?? today;
  return lastDay !== undefined && lastDay < end ? lastDay : end;
}

/** Codes resolve among the target's own frameworks first. */
function scopeOf(
  catalogue: Catalogue,
  portfolio: TargetFacts | undefined,
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
  return sharedScope(catalogue, targets);
}

const scopes = new WeakMap<Catalogue, Map<string, CodeScope>>();

/** Portfolios with the same targets share what their codes stand for. */
function sharedScope(
  catalogue: Catalogue,
  targets: ReadonlySet<FrameworkKey>,
): CodeScope {
  let shared = scopes.get(catalogue);
  if (shared === undefined) {
    shared = new Map();
    scopes.set(catalogue, shared);
  }
  const name = [...targets].sort().join("\n");
  const held = shared.get(name);
  if (held !== undefined) return held;
  const scope = { targets };
  shared.set(name, scope);
  return scope;
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
    const { reason } = statement;
    const until = statement.until?.end;
    // Nothing is set aside without a reason, nor when its time is over.
    if (reason === undefined) return;
    if (until !== undefined && until < assessmentDate) return;
    for (const { standards } of resolved[position] ?? []) {
      for (const standard of standards) {
        if (isOfQualification(catalogue, standard)) continue;
        for (const one of assessableIn(catalogue, standard)) {
          setAside.set(one.key, {
            reason,
            ...(until === undefined ? {} : { until }),
          });
        }
      }
    }
  });
  return setAside;
}

const offered = new WeakMap<Framework, ReadonlySet<NormalForm>>();

/** The units that the qualifications of a framework offer. */
function offeredForms(framework: Framework): ReadonlySet<NormalForm> {
  let forms = offered.get(framework);
  if (forms === undefined) {
    forms = new Set(
      framework.qualifications.flatMap((qualification) =>
        allGroups(qualification).flatMap(({ of }) => of.map(normalForm)),
      ),
    );
    offered.set(framework, forms);
  }
  return forms;
}

/** Units are chosen, not excused. */
export function isOfQualification(
  catalogue: Catalogue,
  standard: Standard,
): boolean {
  const framework = frameworkOf(catalogue, standard);
  if (framework.qualifications.length === 0) return false;
  const top = lineage(catalogue, standard).at(-1) ?? standard;
  return offeredForms(framework).has(normalForm(top.code));
}

/** Only whole units are credited. */
export function isUnit(catalogue: Catalogue, standard: Standard): boolean {
  return (
    standard.parent < 0 &&
    (standard.credit !== undefined || isOfQualification(catalogue, standard))
  );
}

function creditedStandards(
  catalogue: Catalogue,
  statements: readonly CreditedFacts[],
  resolved: readonly (readonly ResolvedMember[])[],
): ReadonlyMap<StandardKey, Credit> {
  const credited = new Map<StandardKey, Credit>();
  statements.forEach(({ evidence, on }, position) => {
    const credit: Credit = {
      ...(evidence === undefined
        ? {}
        : { evidence: evidenceId(evidence.text) }),
      ...(on === undefined ? {} : { on: on.end }),
    };
    for (const { standards } of resolved[position] ?? []) {
      for (const unit of standards) {
        if (!isUnit(catalogue, unit)) continue;
        for (const one of [unit, ...descendantsOf(catalogue, unit)]) {
          credited.set(one.key, credit);
        }
      }
    }
  });
  return credited;
}
