// Reads a portfolio document's header.

import {
  entryOf,
  oneOrMany,
  valueOf,
  type HeaderMap,
  type HeaderNode,
} from "../syntax/headerTree.ts";
import type {
  CreditedFacts,
  DeclarationFacts,
  PortfolioFacts,
  ScopedStatement,
  Stated,
  StatedScale,
  WaiverFacts,
} from "./facts.ts";
import { mapOf, scalarOf, scalarsOf, textOf, textsOf } from "./headerFields.ts";
import { readDate, readPeople, stated, statedId } from "./readEvidence.ts";
import { readMembers } from "./readMembers.ts";
import {
  codesInRequirements,
  kindsInRequirements,
  readRequirements,
} from "./requirement.ts";

export function readPortfolio(root: HeaderMap): PortfolioFacts {
  const kind = textOf(valueOf(root, "portfolio"));
  const title = textOf(valueOf(root, "title"));
  const organisation = textOf(valueOf(root, "organisation"));
  const candidate = textOf(valueOf(root, "candidate"));
  const period = readDate(valueOf(root, "period"));
  const assessmentDate = readDate(valueOf(root, "assessmentDate"));
  const closed = readDate(valueOf(root, "closed"));
  const standardsKey = entryOf(root, "standards")?.key.range;
  const idShape = textOf(valueOf(root, "ids"));
  const exclude = valueOf(root, "exclude");
  const previous = scalarOf(valueOf(root, "previous"));
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(title === undefined ? {} : { title }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(candidate === undefined ? {} : { candidate }),
    authors: readPeople(valueOf(root, "authors")).flatMap(
      ({ name }) => name ?? [],
    ),
    scales: readScales(valueOf(root, "scale")),
    previousScales: readScales(valueOf(root, "previousScale")),
    ...(previous === undefined ? {} : { previous: stated(previous) }),
    ...(period === undefined ? {} : { period }),
    ...(assessmentDate === undefined ? {} : { assessmentDate }),
    ...(closed === undefined ? {} : { closed }),
    standards: readMembers(valueOf(root, "standards")),
    ...(standardsKey === undefined ? {} : { standardsKey }),
    units: readMembers(valueOf(root, "units")),
    pathways: scalarsOf(valueOf(root, "pathway"))
      .filter(({ text }) => text.trim() !== "")
      .map(stated),
    requirements: readRequirements(valueOf(root, "requirements")),
    requirementKinds: kindsInRequirements(valueOf(root, "requirements")).map(
      stated,
    ),
    requirementCodes: codesInRequirements(valueOf(root, "requirements")),
    notApplicable: readStatements(valueOf(root, "notApplicable")),
    waivers: readWaivers(valueOf(root, "waivers")),
    credited: readCredited(valueOf(root, "credited")),
    declarations: readDeclarations(valueOf(root, "declarations")),
    witnesses: readPeople(valueOf(root, "witnesses")),
    ...(exclude === undefined ? {} : { exclude: textsOf(exclude) }),
    rules: (mapOf(valueOf(root, "rules"))?.entries ?? []).map(
      ({ key, value }) => ({
        code: { text: key.text, range: key.range },
        level: textOf(value)?.toLowerCase() ?? "",
      }),
    ),
    ...(idShape === undefined ? {} : { idShape }),
  };
}

/** One scale for all frameworks, or a map from framework to scale. */
function readScales(node: HeaderNode | undefined): readonly StatedScale[] {
  const gradesOf = (value: HeaderNode | undefined): readonly Stated[] =>
    scalarsOf(value).map(stated);
  const map = mapOf(node);
  if (map === undefined) {
    const grades = gradesOf(node);
    return grades.length === 0 ? [] : [{ grades }];
  }
  return map.entries.map(({ key, value }) => ({
    framework: stated(key),
    grades: gradesOf(value),
  }));
}

function readStatements(
  node: HeaderNode | undefined,
): readonly ScopedStatement[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    return map === undefined ? [] : [readStatement(map)];
  });
}

function readCredited(node: HeaderNode | undefined): readonly CreditedFacts[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    if (map === undefined) return [];
    const evidence = scalarOf(valueOf(map, "evidence"));
    const on = readDate(valueOf(map, "on"));
    return [
      {
        standards: readMembers(valueOf(map, "standards")),
        ...(evidence === undefined || evidence.text.trim() === ""
          ? {}
          : { evidence: statedId(evidence) }),
        ...(on === undefined ? {} : { on }),
        range: map.entries[0]?.key.range ?? map.range,
      },
    ];
  });
}

function readDeclarations(
  node: HeaderNode | undefined,
): readonly DeclarationFacts[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    if (map === undefined) return [];
    const signed = textOf(valueOf(map, "signed"));
    const date = readDate(valueOf(map, "date"));
    return [
      {
        standards: readMembers(valueOf(map, "standards")),
        ...(signed === undefined ? {} : { signed }),
        ...(date === undefined ? {} : { date }),
        range: map.entries[0]?.key.range ?? map.range,
      },
    ];
  });
}

function readStatement(map: HeaderMap): ScopedStatement {
  const reason = textOf(valueOf(map, "reason"));
  const until = readDate(valueOf(map, "until"));
  return {
    standards: readMembers(valueOf(map, "standards")),
    ...(reason === undefined ? {} : { reason }),
    ...(until === undefined ? {} : { until }),
    range: map.entries[0]?.key.range ?? map.range,
  };
}

function readWaivers(node: HeaderNode | undefined): readonly WaiverFacts[] {
  return oneOrMany(node).flatMap((item) => {
    const map = mapOf(item);
    if (map === undefined) return [];
    const requirement = scalarOf(valueOf(map, "requirement"));
    return [
      {
        ...readStatement(map),
        ...(requirement === undefined
          ? {}
          : { requirement: stated(requirement) }),
      },
    ];
  });
}
