import type { DocumentFacts, PersonalData } from "../model/facts.ts";
import { indexDocument } from "../model/readDocument.ts";
import {
  personalDataWords,
  redactionEdits,
  redactionText,
} from "../model/redaction.ts";
import { silences } from "../model/suppression.ts";
import { defineRule, type Fix } from "./rule.ts";

const own = "personal-data";

/** Beyond these a document gets one more finding for all that is left. */
const mostFindings = 20;

export const personalData = defineRule({
  code: own,
  group: "Privacy",
  summary:
    "A National Insurance number, phone number, e-mail address, postcode, date of birth, learner number or listed name is in plain sight.",
  since: "0.1.0",
  severity: "warning",
  scope: "document",
  fix: true,
  concerns: ({ facts: { personalData } }) => personalData.length > 0,
  *check({ path, facts, isInPortfolio }) {
    if (!isInPortfolio && facts.role === "narrative") return;
    const { spoken, silenced } = sorted(facts);
    // A comment that silences some of it is not to hide the others.
    for (const data of silenced) {
      yield { range: data.range, message: messageFor(data) };
    }
    const hasRest = spoken.length > mostFindings + 1;
    const single = hasRest ? spoken.slice(0, mostFindings) : spoken;
    const all = redactAllFix(path, spoken);
    const fixesFor = (data: PersonalData): readonly Fix[] =>
      data.bound === undefined ? [redactFix(path, data), ...all] : [];
    for (const data of single) {
      yield {
        range: data.range,
        message: messageFor(data),
        fixes: fixesFor(data),
      };
    }
    const [first, ...more] = spoken.slice(single.length);
    if (first === undefined) return;
    yield {
      range: first.range,
      message: `${messageFor(first)} ${more.length} more such places follow in this file.`,
      fixes: fixesFor(first),
    };
  },
});

function sorted({ personalData: all, suppressions }: DocumentFacts): {
  readonly spoken: readonly PersonalData[];
  readonly silenced: readonly PersonalData[];
} {
  if (suppressions.length === 0) return { spoken: all, silenced: [] };
  const isSilenced = (data: PersonalData): boolean =>
    suppressions.some((one) => silences(one, own, data.range));
  return {
    spoken: all.filter((data) => !isSilenced(data)),
    silenced: all.filter(isSilenced),
  };
}

/** What was found is never repeated: messages go into logs. */
function messageFor(data: PersonalData): string {
  return `${whatIsWrong(data)} Everybody who is handed the portfolio can read it, and few of them need to. ${whatToDo(data)}`;
}

function whatIsWrong({ kind }: PersonalData): string {
  switch (kind) {
    case "name":
      return "This name is on your list of names to keep out.";
    case "date-of-birth":
      return "Somebody's date of birth is written here.";
    case "email-address":
      return "This is an e-mail address.";
    case "learner-number":
      return "This looks like a learner number (ULN): ten digits with the right check digit.";
    case "national-insurance-number":
    case "phone-number":
    case "postcode":
      return `This looks like a ${personalDataWords[kind]}.`;
  }
}

function whatToDo(data: PersonalData): string {
  const { kind, bound } = data;
  if (bound === "path") {
    return "It stands in the name of a file: rename the file, and then write the new name here.";
  }
  if (bound === "field") {
    return "It stands where a code, a date or a name for the tool belongs: write another one.";
  }
  // The pseudonym beside its place would tell who is who.
  if (data.pseudonym !== undefined) return "Write the pseudonym instead.";
  const field = fieldFor(data);
  return `Write \`${redactionText({ kind })}\` instead, or keep the original elsewhere and say where under \`held:\`${field}.`;
}

function fieldFor({ kind }: PersonalData): string {
  switch (kind) {
    case "phone-number":
    case "email-address":
    case "postcode":
      return "; how to reach a witness goes under `contact:` in the header";
    case "learner-number":
      return "; the candidate's own goes under `learnerNumber:` in the portfolio document";
    case "national-insurance-number":
    case "date-of-birth":
    case "name":
      return "";
  }
}

function redactFix(path: string, data: PersonalData): Fix {
  return {
    title: `Write \`${redactionText(data)}\``,
    isPreferred: true,
    changes: (read) => edited(path, read(path), [data]),
  };
}

function redactAllFix(
  path: string,
  all: readonly PersonalData[],
): readonly Fix[] {
  const free = all.filter(({ bound }) => bound === undefined);
  if (free.length < 2) return [];
  return [
    {
      title: `Take out all ${free.length} in this file`,
      isPreferred: false,
      changes: (read) => edited(path, read(path), free),
    },
  ];
}

function edited(
  path: string,
  text: string | undefined,
  data: readonly PersonalData[],
): ReturnType<Fix["changes"]> {
  if (text === undefined) return [];
  return [
    { kind: "edit", path, edits: redactionEdits(indexDocument(text), data) },
  ];
}
