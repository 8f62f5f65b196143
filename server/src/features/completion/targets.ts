// What a portfolio can aim at: frameworks and qualifications, and single
// standards once typing begins.

import type { Catalogue } from "../../model/catalogue.ts";
import { describeQualification } from "../../model/describeQualification.ts";
import { describeFramework } from "../../model/describeStandard.ts";
import type { Framework } from "../../model/framework.ts";
import { normalForm } from "../../model/standardCode.ts";
import { frameworkList } from "./codeList.ts";
import { codeOffer, type CodePlace } from "./codeOffer.ts";
import { allRanks, openRanks } from "./gapRanks.ts";
import type { CompletionOffer } from "./offer.ts";
import { inPackOrder } from "./ranking.ts";
import { hasWords, readTyped, type TypedCode } from "./typedCode.ts";

export function* targetOffers(place: CodePlace): Generator<CompletionOffer> {
  const { catalogue } = place;
  const typed = readTyped(place.prefix);
  for (const framework of catalogue.frameworks) {
    yield* qualificationOffers(place, typed, framework);
    yield* frameworkOffers(place, typed, framework);
  }
  if (typed.form.length < 2) return;
  const lists = catalogue.frameworks.map((framework) => ({
    list: frameworkList(framework),
    ranks: openRanks(framework),
  }));
  const byCode = ["name", "number"] as const;
  for (const standard of inPackOrder(lists, typed, allRanks, byCode)) {
    yield {
      ...codeOffer(place, standard, standard.code),
      detail: standard.title,
    };
  }
}

function fits({ form }: TypedCode, code: string): boolean {
  return normalForm(code).startsWith(form);
}

function* qualificationOffers(
  { catalogue, portfolio, prefix, range }: CodePlace,
  typed: TypedCode,
  framework: Framework,
): Generator<CompletionOffer> {
  const mark = framework.status === "illustrative" ? " · illustrative" : "";
  for (const qualification of framework.qualifications) {
    const { code, title } = qualification;
    if (!fits(typed, code) && !hasWords(title, typed)) continue;
    yield {
      kind: "target",
      label: code,
      detail: `${title}${mark}`,
      describe: () =>
        describeQualification(catalogue, portfolio, qualification),
      filter: prefix === "" ? code : prefix,
      newText: code,
      range,
      opensNext: false,
    };
  }
}

function* frameworkOffers(
  { catalogue, prefix, range }: CodePlace,
  typed: TypedCode,
  framework: Framework,
): Generator<CompletionOffer> {
  const name = nameIn(catalogue, framework);
  if (!fits(typed, name) && !hasWords(framework.title, typed)) return;
  yield {
    kind: "target",
    label: name,
    detail: framework.title,
    describe: () => describeFramework(framework),
    filter: prefix === "" ? name : prefix,
    newText: name,
    range,
    opensNext: false,
  };
}

/** With its edition where there is more than one. */
function nameIn({ frameworks }: Catalogue, { id, edition }: Framework): string {
  const editions = frameworks.filter((one) => one.id === id);
  return editions.length === 1 ? id : `${id}@${edition}`;
}
