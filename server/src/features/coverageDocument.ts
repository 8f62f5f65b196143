// Coverage as a document: the public JSON form, described by
// schemas/coverage.schema.json. Fields may be added; none is renamed.

import { frameworkOf, type Catalogue } from "../model/catalogue.ts";
import type { CalendarDate } from "../model/calendar.ts";
import type {
  CoverageState,
  Progress,
  QualificationCoverage,
  Reason,
  Waived,
} from "../model/coverage.ts";
import type { DecisionWord } from "../model/facts.ts";
import type { EvidenceId } from "../model/evidenceTable.ts";
import { namedCredit, portfolioTitle } from "../model/coverageWords.ts";
import { gradeBefore } from "../model/describeReport.ts";
import { improvementsOf, type PlacedAction } from "../model/improvements.ts";
import { discountInWords } from "../model/judgeEvidence.ts";
import { judgementOn } from "../model/judgements.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import { previousPortfolio } from "../model/previousPortfolio.ts";
import {
  creditsSignedOff,
  reviewsOf,
  type Reviews,
  type StandingDecision,
} from "../model/reviews.ts";
import { changeName } from "../model/reviewWords.ts";
import type { WayObstacle } from "../model/shortestWay.ts";
import type { Snapshot } from "../model/snapshot.ts";
import type { Position } from "../text/textRange.ts";

export interface StandardDocument {
  readonly code: string;
  readonly title: string;
  readonly framework: string;
  readonly edition: string;
  readonly parent: string | null;
  readonly assessable: boolean;
  readonly state: CoverageState;
  /** The grade that the report gives it, and the one of the year before. */
  readonly judgement: string | null;
  readonly previousJudgement: string | null;
  /** The decision that stands, whoever was to decide. */
  readonly decision: DecisionDocument | null;
  readonly signedOff: boolean;
  readonly evidence: readonly string[];
  readonly reasons: readonly Reason[];
  /** There where its unit is credited from elsewhere. */
  readonly credited?: true;
  readonly credit?: {
    readonly evidence?: string;
    readonly on?: CalendarDate;
  };
  /** Why it does not apply. */
  readonly setAside?: string;
  readonly waived?: readonly Waived[];
  /** Pieces that are mapped and do not count. */
  readonly discounted: readonly {
    readonly evidence: string;
    readonly message: string;
  }[];
}

export interface DecisionDocument {
  /** `met`, `query` …; null where a grade is given instead. */
  readonly decision: DecisionWord | null;
  readonly judgement: string | null;
  readonly reviewer: string | null;
  readonly review: string;
  readonly on: CalendarDate | null;
  /** Whether what was judged is on record. */
  readonly tracked: boolean;
  /** Pieces and standards that are no longer as they were judged. */
  readonly changed: readonly string[];
  readonly disagreement: string | null;
}

export interface PortfolioDocument {
  readonly file: FilePath;
  readonly title: string;
  readonly targets: readonly string[];
  readonly assessmentDate: CalendarDate;
  readonly counts: Progress;
  /** Assessable standards that are signed off. */
  readonly signedOff: number;
  readonly standards: readonly StandardDocument[];
  readonly qualifications: readonly QualificationDocument[];
  readonly areas: readonly AreaDocument[];
  readonly actions: readonly ActionDocument[];
}

/** Where something stands; zero-based, as in findings. */
interface PlacedDocument {
  readonly file: FilePath;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** An area for improvement. */
export interface AreaDocument extends PlacedDocument {
  readonly id: string | null;
  readonly text: string;
  readonly standards: readonly string[];
  readonly evidence: readonly string[];
  /** Positions in `actions` of those that answer it. */
  readonly actions: readonly number[];
}

/** One line of the improvement plan. */
export interface ActionDocument extends PlacedDocument {
  readonly id: string | null;
  readonly text: string;
  readonly done: boolean;
  readonly owner: string | null;
  /** The last day; null where none is given, or none that can be read. */
  readonly due: CalendarDate | null;
  readonly success: string | null;
  readonly standards: readonly string[];
}

export interface QualificationDocument {
  readonly code: string;
  readonly title: string;
  readonly creditsNeeded: number;
  readonly creditsChosen: number;
  readonly creditsCovered: number;
  readonly creditsCredited: number;
  readonly creditsSignedOff: number;
  readonly atLevel?: QualificationCoverage["atLevel"];
  readonly pathway?: QualificationCoverage["pathway"];
  readonly openPathways?: readonly string[];
  readonly shortestWay?: {
    readonly add: readonly string[];
    readonly criteria: number;
    readonly credits: number;
    readonly criteriaInAll: number;
  };
  readonly noWay?: WayObstacle;
  readonly groups: readonly {
    readonly id: string;
    readonly title: string;
    readonly met: boolean;
    readonly units: number;
    readonly credits: number;
  }[];
}

export interface CoverageDocument {
  readonly format: "evidence-portfolio/coverage@1";
  readonly asOf: CalendarDate;
  readonly root: string;
  readonly portfolios: readonly PortfolioDocument[];
}

export function coverageDocument(
  portfolios: readonly Portfolio[],
  snapshot: Pick<Snapshot, "index" | "today" | "fingerprinting">,
  root: string,
): CoverageDocument {
  return {
    format: "evidence-portfolio/coverage@1",
    asOf: snapshot.today,
    root,
    portfolios: portfolios.map((portfolio) =>
      portfolioDocument(
        portfolio,
        previousPortfolio(snapshot.index, portfolio),
        reviewsOf(portfolio, snapshot.fingerprinting),
      ),
    ),
  };
}

function portfolioDocument(
  portfolio: Portfolio,
  previous: Portfolio | undefined,
  reviews: Reviews,
): PortfolioDocument {
  const { path, target, entries, coverage, catalogue, table } = portfolio;
  const name = (id: EvidenceId): string =>
    table.byId.get(id)?.qualities.id ?? id;
  return {
    file: path,
    title: portfolioTitle(portfolio),
    targets: entries.members.map(({ member }) => member.text.trim()),
    assessmentDate: target.assessmentDate,
    counts: coverage.counts,
    signedOff: reviews.signedOffCount,
    standards: target.standards.flatMap((standard) => {
      const own = coverage.standards.get(standard.key);
      if (own === undefined) return [];
      const framework = frameworkOf(catalogue, standard);
      return [
        {
          code: standard.code,
          title: standard.title,
          framework: framework.id,
          edition: framework.edition,
          parent: framework.standards[standard.parent]?.code ?? null,
          assessable: standard.isAssessable,
          state: own.state,
          judgement: judgementOn(portfolio, standard)?.grade ?? null,
          previousJudgement: gradeBefore(portfolio, previous, standard) ?? null,
          decision: decisionDocument(
            portfolio,
            reviews.standing.get(standard.key),
          ),
          signedOff: reviews.signedOff.has(standard.key),
          evidence: own.evidence.map(name),
          reasons: own.reasons,
          ...(own.credited === undefined
            ? {}
            : { credited: true, credit: namedCredit(portfolio, own.credited) }),
          ...(own.setAside === undefined ? {} : { setAside: own.setAside }),
          ...(own.waived === undefined ? {} : { waived: own.waived }),
          discounted: own.discounted.map((discounted) => ({
            evidence: name(discounted.evidence),
            message: discountInWords(discounted),
          })),
        } satisfies StandardDocument,
      ];
    }),
    qualifications: coverage.qualifications.map((one, at) => {
      const chosen = target.qualifications[at];
      return qualificationDocument(
        catalogue,
        one,
        chosen === undefined ? 0 : creditsSignedOff(reviews, chosen),
      );
    }),
    ...planDocument(portfolio, name),
  };
}

function decisionDocument(
  portfolio: Portfolio,
  standing: StandingDecision | undefined,
): DecisionDocument | null {
  if (standing === undefined) return null;
  const { decision, dissent } = standing;
  const { review, facts } = decision;
  return {
    decision: facts.decision?.word ?? null,
    judgement: facts.judgement?.text ?? null,
    reviewer: review.reviewer?.text ?? null,
    review: review.id.text,
    on: review.date?.end ?? null,
    tracked: standing.isTracked,
    changed: standing.changes.map((change) => changeName(portfolio, change)),
    disagreement: dissent?.review.id.text ?? null,
  };
}

function planDocument(
  portfolio: Portfolio,
  name: (id: EvidenceId) => string,
): Pick<PortfolioDocument, "areas" | "actions"> {
  const { areas, actions } = improvementsOf(portfolio);
  const order = new Map(actions.map(({ action }, at) => [action, at]));
  return {
    areas: areas.map(({ area, actions: own }) => ({
      ...placed(area),
      id: area.id ?? null,
      text: area.text,
      standards: area.section.standards.map(({ code }) => code),
      evidence: [...new Set(area.evidence)].map(name),
      actions: own.flatMap((action) => order.get(action) ?? []),
    })),
    actions: actions.map(({ action }) => ({
      ...placed(action),
      id: action.id?.text ?? null,
      text: action.text,
      done: action.isDone,
      owner: action.owner ?? null,
      due: action.due?.day ?? null,
      success: action.success ?? null,
      standards: standardsOf(action),
    })),
  };
}

/** Those that it names, else those of the section in which it stands. */
function standardsOf({ standards, section }: PlacedAction): readonly string[] {
  const named = standards.flatMap((member) => member.standards);
  const all = named.length > 0 ? named : (section?.standards ?? []);
  return all.map(({ code }) => code);
}

function placed({
  path,
  range,
}: Pick<PlacedAction, "path" | "range">): PlacedDocument {
  return {
    file: path,
    range: {
      start: { line: range.startLine, character: range.startCharacter },
      end: { line: range.endLine, character: range.endCharacter },
    },
  };
}

function qualificationDocument(
  { standardByKey }: Catalogue,
  qualification: QualificationCoverage,
  signedOff: number,
): QualificationDocument {
  const { atLevel, pathway, openPathways, shortestWay, noWay } = qualification;
  return {
    code: qualification.code,
    title: qualification.title,
    creditsNeeded: qualification.creditsNeeded,
    creditsChosen: qualification.creditsChosen,
    creditsCovered: qualification.creditsCovered,
    creditsCredited: qualification.creditsCredited,
    creditsSignedOff: signedOff,
    ...(atLevel === undefined ? {} : { atLevel }),
    ...(pathway === undefined ? {} : { pathway }),
    ...(openPathways.length === 0
      ? {}
      : { openPathways: openPathways.map(({ id }) => id) }),
    ...(shortestWay === undefined
      ? {}
      : {
          shortestWay: {
            ...shortestWay,
            add: shortestWay.add.map(
              (key) => standardByKey.get(key)?.code ?? key,
            ),
          },
        }),
    ...(noWay === undefined ? {} : { noWay }),
    groups: qualification.groups.map(
      ({ id, title, isMet, units, credits }) => ({
        id,
        title,
        met: isMet,
        units,
        credits,
      }),
    ),
  };
}
