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
import type { EvidenceId } from "../model/evidenceTable.ts";
import { namedCredit, portfolioTitle } from "../model/coverageWords.ts";
import { discountInWords } from "../model/judgeEvidence.ts";
import type { FilePath } from "../model/paths.ts";
import type { Portfolio } from "../model/portfolio.ts";
import type { WayObstacle } from "../model/shortestWay.ts";

export interface StandardDocument {
  readonly code: string;
  readonly title: string;
  readonly framework: string;
  readonly edition: string;
  readonly parent: string | null;
  readonly assessable: boolean;
  readonly state: CoverageState;
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

export interface PortfolioDocument {
  readonly file: FilePath;
  readonly title: string;
  readonly targets: readonly string[];
  readonly assessmentDate: CalendarDate;
  readonly counts: Progress;
  readonly standards: readonly StandardDocument[];
  readonly qualifications: readonly QualificationDocument[];
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
  asOf: CalendarDate,
  root: string,
): CoverageDocument {
  return {
    format: "evidence-portfolio/coverage@1",
    asOf,
    root,
    portfolios: portfolios.map(portfolioDocument),
  };
}

function portfolioDocument(portfolio: Portfolio): PortfolioDocument {
  const { path, target, coverage, catalogue, table } = portfolio;
  const name = (id: EvidenceId): string =>
    table.byId.get(id)?.qualities.id ?? id;
  return {
    file: path,
    title: portfolioTitle(portfolio),
    targets: target.members.map(({ member }) => member.text.trim()),
    assessmentDate: target.assessmentDate,
    counts: coverage.counts,
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
    qualifications: coverage.qualifications.map((one) =>
      qualificationDocument(catalogue, one),
    ),
  };
}

function qualificationDocument(
  { standardByKey }: Catalogue,
  qualification: QualificationCoverage,
): QualificationDocument {
  const { atLevel, pathway, openPathways, shortestWay, noWay } = qualification;
  return {
    code: qualification.code,
    title: qualification.title,
    creditsNeeded: qualification.creditsNeeded,
    creditsChosen: qualification.creditsChosen,
    creditsCovered: qualification.creditsCovered,
    creditsCredited: qualification.creditsCredited,
    creditsSignedOff: qualification.creditsSignedOff,
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
