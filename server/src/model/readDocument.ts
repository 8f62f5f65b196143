// Reads one Markdown document into its facts. A total function of the text:
// it never throws and asks nobody.

import { validate, type SchemaName } from "../schema/validate.ts";
import { findMisspeltKeys, type MisspeltKey } from "../schema/schemaWalk.ts";
import { frontMatterSchema, roleSchema } from "../schema/schemas.ts";
import { hasBodyText } from "../syntax/bodyText.ts";
import { findCitations } from "../syntax/citations.ts";
import { readFrontMatter } from "../syntax/frontMatter.ts";
import { valueOf, type HeaderMap } from "../syntax/headerTree.ts";
import { judgedBody } from "../syntax/judgedBody.ts";
import { emptyOutline, readOutline } from "../syntax/outline.ts";
import { noNameList, type NameList } from "../syntax/personalNames.ts";
import {
  indexLines,
  rangeBetween,
  withoutByteOrderMark,
  type LineIndex,
} from "../text/lineIndex.ts";
import {
  noFacts,
  type DocumentFacts,
  type DocumentRole,
  type Mention,
  type RoleKey,
  type Stated,
} from "./facts.ts";
import type { Digest } from "./fingerprint.ts";
import { editDistance } from "./nearest.ts";
import { readEvidence } from "./readEvidence.ts";
import { readMembers } from "./readMembers.ts";
import { readPersonalData } from "./readPersonalData.ts";
import { readPortfolio } from "./readPortfolio.ts";
import { readReview } from "./readReview.ts";
import { readSuppressions } from "./suppression.ts";

const roleKeys: readonly RoleKey[] = ["portfolio", "evidence", "review"];

/** What reading needs from outside the text. */
export interface Reading {
  /** The user's own list of names to keep out. */
  readonly names?: NameList;
  /** For what reviewers judged; without it no change of that shows. */
  readonly digest?: Digest;
}

/** Reads a document's text. A byte order mark is no part of it. */
export function readDocument(
  text: string,
  { names = noNameList, digest }: Reading = {},
): DocumentFacts {
  const index = indexLines(withoutByteOrderMark(text));
  const header = readFrontMatter(index);
  const { root } = header;
  const body = index.text.slice(header.bodyStart);
  const [roleKey, ...otherRoleKeys] = findRoles(root);
  const role: DocumentRole =
    (roleKey?.text as RoleKey | undefined) ?? "narrative";
  const outline = hasNarrative(role)
    ? readOutline(index, header.bodyStart)
    : emptyOutline;
  const comments = readSuppressions(index, header);
  return withSharedEmpties({
    ...noFacts,
    role,
    ...(roleKey === undefined ? {} : { roleKey }),
    otherRoleKeys,
    ...roleFacts(role, root),
    hasText: hasBodyText(body),
    ...(role === "evidence" && digest !== undefined
      ? { bodyDigest: digest(judgedBody(body)) }
      : {}),
    outline: outline.entries,
    citations: outline.citations,
    ...readMentions(index, header.bodyStart, role),
    links: outline.links,
    labelledLines: outline.labelledLines,
    items: outline.items,
    actions: outline.actions,
    ...comments,
    personalData: readPersonalData(index, header, comments.suppressions, names),
    headerProblems: header.problems,
    // Half-typed YAML has odd values: saying so too would only distract.
    fieldProblems:
      root === undefined || header.problems.length > 0
        ? []
        : validate(role satisfies SchemaName, root),
    misspeltKeys: root === undefined ? [] : misspeltKeys(role, root),
    misplaced: header.misplaced,
  });
}

const lists = Object.entries(noFacts).flatMap(([key, value]) =>
  Array.isArray(value) ? [key as keyof DocumentFacts] : [],
);

/** Most lists of most documents are empty, and may all be the same one. */
function withSharedEmpties(facts: DocumentFacts): DocumentFacts {
  const shared: Record<string, unknown> = { ...facts };
  for (const key of lists) {
    if ((facts[key] as readonly unknown[]).length === 0) {
      shared[key] = noFacts[key];
    }
  }
  return shared as unknown as DocumentFacts;
}

/** Where a narrative's body is read for citations, only its header is left. */
function readMentions(
  index: LineIndex,
  bodyStart: number,
  role: DocumentRole,
): Pick<DocumentFacts, "mentions"> {
  const { text } = index;
  const end = hasNarrative(role) ? bodyStart : text.length;
  const mentions = findCitations(text, 0, end).map(
    ({ offset, token }): Mention => ({
      token,
      range: rangeBetween(index, offset, offset + 1 + token.length),
      isInBody: offset >= bodyStart,
    }),
  );
  return mentions.length === 0 ? noMentions : { mentions };
}

const noMentions = { mentions: noFacts.mentions };

function hasNarrative(role: DocumentRole): boolean {
  return role === "narrative" || role === "portfolio";
}

/** The role keys in the order of the text; the first decides. */
function findRoles(root: HeaderMap | undefined): readonly Stated[] {
  return (root?.entries ?? []).flatMap(({ key }) =>
    roleKeys.includes(key.text as RoleKey)
      ? [{ text: key.text, range: key.range }]
      : [],
  );
}

function roleFacts(
  role: DocumentRole,
  root: HeaderMap | undefined,
): Partial<DocumentFacts> {
  if (root === undefined) return {};
  switch (role) {
    case "portfolio":
      return { portfolio: readPortfolio(root) };
    case "evidence":
      return { evidence: readEvidence(root) };
    case "review": {
      const review = readReview(root);
      return review === undefined ? {} : { review };
    }
    case "narrative":
      return { scope: readMembers(valueOf(root, "standards")) };
  }
}

function misspeltKeys(
  role: DocumentRole,
  root: HeaderMap,
): readonly MisspeltKey[] {
  if (role !== "narrative") {
    return findMisspeltKeys(frontMatterSchema, roleSchema(role), root);
  }
  // Any key may stand in an ordinary Markdown file, so only a single slip in
  // a key that would change what the file is gets a word.
  return root.entries.flatMap(({ key }) => {
    const word = key.text.toLowerCase();
    if (["reviews", "reviewed", "reviewer"].includes(word)) return [];
    const meant = [...roleKeys, "standards"].find(
      (name) => name !== key.text && editDistance(word, name, 1) <= 1,
    );
    return meant === undefined
      ? []
      : [{ key: key.text, meant, range: key.range }];
  });
}

/** The line index of a document as its facts count lines. */
export function indexDocument(text: string): LineIndex {
  return indexLines(withoutByteOrderMark(text));
}
