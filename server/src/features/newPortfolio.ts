// New documents: what a portfolio can aim at, and texts that are valid at once.

import type { Catalogue } from "../model/catalogue.ts";
import { counted } from "../model/judgeEvidence.ts";
import { yamlText } from "../model/newDocuments.ts";
import { normalForm } from "../model/standardCode.ts";

export interface TargetChoice {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly isQualification: boolean;
  /** Optional units that can be chosen. */
  readonly units: readonly {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
  }[];
}

/** Frameworks to assess oneself against, and qualifications. */
export function targetChoices(catalogue: Catalogue): readonly TargetChoice[] {
  return catalogue.frameworks.flatMap((framework): readonly TargetChoice[] => {
    const mark = framework.status === undefined ? "" : `, ${framework.status}`;
    if (framework.qualifications.length === 0) {
      const standards = framework.standards.filter(
        ({ isAssessable }) => isAssessable,
      );
      return [
        {
          code: framework.isCurrent
            ? framework.id
            : `${framework.id}@${framework.edition}`,
          title: framework.title,
          detail: `${counted(standards.length, "standard")}${mark}`,
          isQualification: false,
          units: [],
        },
      ];
    }
    const unitOf = (code: string): TargetChoice["units"] => {
      const form = normalForm(code);
      const unit = framework.standards.find(
        (standard) => normalForm(standard.code) === form,
      );
      return unit === undefined
        ? []
        : [
            {
              code: unit.code,
              title: unit.title,
              detail: counted(unit.credit ?? 0, "credit"),
            },
          ];
    };
    return framework.qualifications.map((qualification) => ({
      code: qualification.code,
      title: qualification.title,
      detail: `${counted(qualification.credits ?? 0, "credit")}${mark}`,
      isQualification: true,
      units: qualification.groups
        .filter(({ all }) => !all)
        .flatMap(({ of }) => of.flatMap(unitOf)),
    }));
  });
}

export interface NewPortfolio {
  readonly kind: "self-assessment" | "qualification" | "general";
  readonly targets: readonly string[];
  readonly units: readonly string[];
  readonly title: string;
}

/** A portfolio document: valid as it stands, and showing what is missing. */
export function portfolioText(
  { kind, targets, units, title }: NewPortfolio,
  today: string,
): string {
  const lines = ["---", `portfolio: ${kind}`, `title: ${yamlText(title)}`];
  if (kind === "self-assessment") {
    lines.push(`period: ${today.slice(0, 4)}-01-01/${today.slice(0, 4)}-12-31`);
  } else if (kind === "qualification") {
    lines.push(`registered: ${today}`);
  }
  lines.push("standards:", ...targets.map((code) => `  - ${yamlText(code)}`));
  if (units.length > 0) {
    lines.push("units:", ...units.map((code) => `  - ${yamlText(code)}`));
  }
  lines.push(...requirementLines(kind), "---", "", `# ${title}`, "");
  lines.push(...guidance(kind), "");
  return lines.join("\n");
}

/** The team's own block, with what it means beside it. */
function requirementLines(kind: NewPortfolio["kind"]): readonly string[] {
  return kind === "self-assessment"
    ? [
        "# Your own requirements, on top of the framework's. Change or remove them.",
        "requirements:",
        "  - id: recent",
        "    note: Evidence is no older than two years.",
        "    within: P24M",
      ]
    : [
        "# Your own requirements, on top of the framework's. Change or remove them.",
        "requirements:",
        "  - id: one-piece",
        "    note: Each standard is shown by at least one piece.",
        "    pieces: 1",
      ];
}

function guidance(kind: NewPortfolio["kind"]): readonly string[] {
  const evidence =
    "Evidence goes into the `evidence` folder, one document for each piece, or many in one log.";
  return kind === "qualification"
    ? [
        evidence,
        "",
        "Write about your work under headings that name a criterion, and cite evidence there with an `@` and its ID.",
      ]
    : [
        evidence,
        "",
        "Write the report under headings that name a standard, and cite evidence there with an `@` and its ID.",
      ];
}
