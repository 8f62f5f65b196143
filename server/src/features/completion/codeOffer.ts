// One standard as completion offers it.

import { frameworkOf, type Catalogue } from "../../model/catalogue.ts";
import { stateWords } from "../../model/coverageWords.ts";
import { describeStandard } from "../../model/describeStandard.ts";
import type { Standard } from "../../model/framework.ts";
import type { Portfolio } from "../../model/portfolio.ts";
import type { TextRange } from "../../text/textRange.ts";
import type { CompletionOffer } from "./offer.ts";

/** Where codes are offered, and to whom. */
export interface CodePlace {
  readonly catalogue: Catalogue;
  readonly portfolio: Portfolio | undefined;
  readonly prefix: string;
  readonly range: TextRange;
}

export function codeOffer(
  { catalogue, portfolio, prefix, range }: CodePlace,
  standard: Standard,
  written: string,
): CompletionOffer {
  const coverage = portfolio?.coverage.standards.get(standard.key);
  const state =
    coverage === undefined ? "" : ` · ${stateWords[coverage.state]}`;
  const mark =
    frameworkOf(catalogue, standard).status === "illustrative"
      ? " · illustrative"
      : standard.isProvisional
        ? " · number not confirmed"
        : "";
  return {
    kind: standard.isAssessable ? "standard" : "parent",
    label: written,
    detail: `${standard.title}${state}${mark}`,
    describe: () => describeStandard(catalogue, portfolio, standard),
    filter: prefix === "" ? written : prefix,
    newText: written,
    range,
    opensNext: false,
  };
}
