// What the server can do: one row for each feature with the handler that
// answers; capabilities.ts promises them. Rows are adapters: find the document,
// convert the place, call the feature, convert the answer.

import {
  CodeActionKind,
  WorkspaceDiagnosticRequest,
  type CodeAction,
  type Connection,
} from "vscode-languageserver";
import { codeActions, sourceActions } from "../features/codeActions.ts";
import type { OfferedAction } from "../features/codeActions/offered.ts";
import { completion, type CompletionAnswer } from "../features/completion.ts";
import {
  coverageChildren,
  coverageRoots,
  portfolioOfNode,
} from "../features/coverageTree.ts";
import { definition } from "../features/definition.ts";
import { highlights } from "../features/highlights.ts";
import { hover } from "../features/hover.ts";
import { portfolioText, targetChoices } from "../features/newPortfolio.ts";
import { newEvidence, evidenceChoices } from "../features/newEvidence.ts";
import { nextGap } from "../features/nextGap.ts";
import { references } from "../features/references.ts";
import { prepareRename, rename } from "../features/rename.ts";
import { checkSummary } from "../features/checkSummary.ts";
import { localDate } from "../host/host.ts";
import type { TreeNode } from "../model/portfolioNode.ts";
import type { FilePath } from "../model/paths.ts";
import type { Finding, ReadText } from "../rules/rule.ts";
import {
  checkRequest,
  clearStoredIndexRequest,
  readAgainRequest,
  coverageChildrenRequest,
  coverageRequest,
  evidenceChoicesRequest,
  shippedTextRequest,
  newEvidenceRequest,
  newPortfolioRequest,
  nextGapRequest,
  targetsRequest,
  type CheckResult,
  type ClearStoredIndexResult,
  type CoverageChildrenParams,
  type CoverageNode,
  type CoverageParams,
  type CoverageResult,
  type EvidenceChoicesParams,
  type EvidenceChoicesResult,
  type ShippedTextParams,
  type ShippedTextResult,
  type NewEvidenceParams,
  type NewEvidenceResult,
  type NewPortfolioParams,
  type NewPortfolioResult,
  type NextGapParams,
  type NextGapResult,
  type TargetsParams,
  type TargetsResult,
} from "../protocol.ts";
import { fromPosition, fromRange } from "./fromProtocol.ts";
import { fixAllKind, type Capability } from "./capabilities.ts";
import { nodeIdIn, splitNodeId } from "./coverageNodes.ts";
import { answerFor, failIfCancelled, onRequest, refuse } from "./request.ts";
import type { Session } from "./session.ts";
import {
  toCodeAction,
  toCompletionList,
  toDefinition,
  toHighlights,
  toHover,
  toRange,
  toReferences,
  toRenameEdit,
  toResolvedItem,
} from "./toProtocol.ts";
import { folderUri } from "./uris.ts";
import type { WorkspaceFolder } from "./workspaceFolder.ts";

export interface FeatureContext {
  readonly connection: Connection;
  readonly session: Session;
}

interface Feature {
  readonly register: (context: FeatureContext) => void;
}

const diagnosticsFeature: Feature = {
  register: ({ connection, session }) => {
    connection.languages.diagnostics.on(async (params, token) => {
      const { uri } = params.textDocument;
      const { diagnostics } = session;
      const opened = session.locate(uri);
      if (
        opened !== undefined &&
        !diagnostics.canWait(opened.folder, opened.path)
      ) {
        await opened.folder.wake(opened.path);
      }
      failIfCancelled(token);
      // It may have been closed or have moved meanwhile.
      const located = session.locate(uri);
      if (located === undefined) return { kind: "full", items: [] };
      const { folder, path } = located;
      return diagnostics.pull(folder, path, params.previousResultId);
    });
    // Not by `languages.diagnostics.onWorkspace`: its stream does not tell when
    // a part is written.
    connection.onRequest(WorkspaceDiagnosticRequest.type, (params, token) => {
      const { partialResultToken: stream, previousResultIds } = params;
      const { partialResult } = WorkspaceDiagnosticRequest;
      return session.diagnostics.pullWorkspace(
        session.folders,
        previousResultIds,
        stream === undefined
          ? undefined
          : (items) =>
              connection
                .sendProgress(partialResult, stream, { items })
                // Whoever would read it is gone.
                .catch(() => undefined),
        token,
      );
    });
  },
};

const completionFeature: Feature = {
  register: ({ connection, session }) => {
    // A client shows one list at a time: what its offers stand for is made in
    // full only for those that somebody looks at.
    let list = 0;
    let offers: CompletionAnswer["offers"] = [];
    connection.onCompletion(({ textDocument, position }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document }) =>
          completion(snapshot, document, fromPosition(position)),
      );
      list += 1;
      offers = answer?.offers ?? [];
      for (const prepare of answer?.ahead ?? []) setTimeout(prepare, 0);
      return answer === undefined || offers.length === 0
        ? null
        : toCompletionList(answer, session.abilities, list);
    });
    connection.onCompletionResolve((item) =>
      toResolvedItem(item, list, offers),
    );
  },
};

const hoverFeature: Feature = {
  register: ({ connection, session }) => {
    connection.onHover(({ textDocument, position }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document }) =>
          hover(snapshot, document, fromPosition(position)),
      );
      return answer === undefined ? null : toHover(answer);
    });
  },
};

const definitionFeature: Feature = {
  register: ({ connection, session }) => {
    connection.onDefinition(({ textDocument, position }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document, folder }) =>
          toDefinition(
            folder.toUri,
            session.shippedUri,
            definition(snapshot, document, fromPosition(position)),
          ),
      );
      return answer ?? null;
    });
  },
};

const referencesFeature: Feature = {
  register: ({ connection, session }) => {
    connection.onReferences(({ textDocument, position, context }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document, folder }) =>
          toReferences(
            folder.toUri,
            session.shippedUri,
            references(
              snapshot,
              document,
              fromPosition(position),
              context.includeDeclaration,
            ),
          ),
      );
      return answer ?? null;
    });
  },
};

const highlightFeature: Feature = {
  register: ({ connection, session }) => {
    connection.onDocumentHighlight(({ textDocument, position }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document }) =>
          highlights(snapshot, document, fromPosition(position)),
      );
      return answer === undefined ? null : toHighlights(answer);
    });
  },
};

const renameFeature: Feature = {
  register: ({ connection, session }) => {
    connection.onPrepareRename(({ textDocument, position }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document }) =>
          prepareRename(snapshot, document, fromPosition(position)),
      );
      if (answer?.kind === "refused") throw refuse(answer.message);
      return answer === undefined
        ? null
        : { range: toRange(answer.range), placeholder: answer.placeholder };
    });
    connection.onRenameRequest(({ textDocument, position, newName }, token) => {
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        ({ snapshot, document, folder }) => {
          const place = fromPosition(position);
          const renaming = rename(snapshot, document, place, newName);
          if (renaming?.kind === "refused") throw refuse(renaming.message);
          return renaming && { ...renaming, folder };
        },
      );
      if (answer === undefined) return null;
      return toRenameEdit(
        (path) => session.versioned(answer.folder.toUri(path)),
        session.abilities,
        answer.edits,
      );
    });
  },
};

/** A kind that is asked for stands for all below it: `source` for `source.fixAll`. */
function isAskedFor(kind: string, only: readonly string[]): boolean {
  return only.some(
    (wanted) =>
      wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`),
  );
}

const codeActionFeature: Feature = {
  register: ({ connection, session }) => {
    connection.onCodeAction(({ textDocument, range, context }, token) => {
      const { only } = context;
      const wantsFixes =
        only === undefined || isAskedFor(CodeActionKind.QuickFix, only);
      const wantsAll = only !== undefined && isAskedFor(fixAllKind, only);
      if (!wantsFixes && !wantsAll) return null;
      const answer = answerFor(
        session,
        textDocument.uri,
        token,
        async ({ snapshot, document, folder }) => {
          const findingsIn = (file: FilePath): readonly Finding[] =>
            session.runner.findingsIn(snapshot, file);
          const toActions = (
            offered: readonly OfferedAction[],
            kind: string,
          ): readonly CodeAction[] =>
            offered.flatMap(
              (action) =>
                toCodeAction(
                  folder.toUri,
                  session.shippedUri,
                  session.abilities,
                  action,
                  kind,
                ) ?? [],
            );
          const fixes = wantsFixes
            ? await withTexts(folder, (read) =>
                codeActions(
                  snapshot,
                  document,
                  fromRange(range),
                  findingsIn,
                  read,
                ),
              )
            : [];
          failIfCancelled(token);
          const all = wantsAll
            ? sourceActions(document, findingsIn, (file) =>
                folder.openText(file),
              )
            : [];
          return [
            ...toActions(fixes, CodeActionKind.QuickFix),
            ...toActions(all, fixAllKind),
          ];
        },
      );
      return answer ?? null;
    });
  },
};

/**
 * What an action says of other files depends on their text, and those that
 * are not open are on the disk: asked once to see which, then with them.
 */
async function withTexts<Answer>(
  folder: WorkspaceFolder,
  ask: (read: ReadText) => Answer,
): Promise<Answer> {
  const closed = new Set<FilePath>();
  const answer = ask((path) => {
    const text = folder.openText(path);
    if (text === undefined) closed.add(path);
    return text;
  });
  if (closed.size === 0) return answer;
  const texts = await folder.readTexts([...closed]);
  return ask((path) => folder.openText(path) ?? texts.get(path));
}

const treeFeature: Feature = {
  register: ({ connection, session }) => {
    onRequest<CoverageParams, CoverageResult>(
      connection,
      coverageRequest,
      { gapsOnly: "yes or no", only: "list of texts?" },
      ({ gapsOnly, only }) => {
        const wanted = only?.map(splitNodeId);
        return session.folders.flatMap((folder) => {
          const own = wanted?.filter(([uri]) => uri === folder.uri);
          const portfolios = own && new Set(own.map(([, inner]) => inner));
          return coverageRoots(folder.snapshot, gapsOnly, portfolios).map(
            (node) => toNode(folder, node),
          );
        });
      },
    );
    onRequest<CoverageChildrenParams, CoverageResult>(
      connection,
      coverageChildrenRequest,
      { id: "text", gapsOnly: "yes or no" },
      async ({ id, gapsOnly }) => {
        const [uri, inner] = splitNodeId(id);
        const folder = session.folders.find((one) => one.uri === uri);
        if (folder === undefined) return [];
        await folder.show(portfolioOfNode(inner));
        return coverageChildren(folder.snapshot, inner, gapsOnly).map((node) =>
          toNode(folder, node),
        );
      },
    );
  },
};

function toNode(folder: WorkspaceFolder, node: TreeNode): CoverageNode {
  const { place, ...rest } = node;
  return {
    ...rest,
    id: nodeIdIn(folder.uri, node.id),
    ...(place === undefined
      ? {}
      : {
          place: {
            uri: folder.toUri(place.path),
            range: toRange(place.range),
          },
        }),
  };
}

const commandFeatures: Feature = {
  register: ({ connection, session }) => {
    onRequest<NextGapParams, NextGapResult>(
      connection,
      nextGapRequest,
      { uri: "text?", line: "number?", character: "number?" },
      ({ uri, line = 0, character = 0 }) => {
        const located = uri === undefined ? undefined : session.locateFile(uri);
        const folders = session.folders;
        const gap = nextGap(
          folders.map(({ snapshot }) => snapshot),
          session.runner,
          located && {
            snapshot: located.folder.snapshot,
            path: located.path,
            position: { line, character },
          },
        );
        const folder = folders.find(
          ({ snapshot }) => snapshot === gap?.snapshot,
        );
        if (gap === undefined || folder === undefined) return null;
        const { path, range, message } = gap.finding;
        return { uri: folder.toUri(path), range: toRange(range), message };
      },
    );
    onRequest<object, CheckResult>(connection, checkRequest, {}, () =>
      checkSummary(
        session.folders.map(({ snapshot }) => snapshot),
        session.runner,
      ),
    );
    onRequest<TargetsParams, TargetsResult>(
      connection,
      targetsRequest,
      { folder: "text?" },
      ({ folder }) => {
        const snapshot = snapshotFor(session, folder);
        return snapshot === undefined
          ? []
          : targetChoices(snapshot.snapshot.catalogue);
      },
    );
    onRequest<NewPortfolioParams, NewPortfolioResult>(
      connection,
      newPortfolioRequest,
      {
        folder: "text?",
        kind: ["self-assessment", "qualification", "general"],
        targets: "list of texts",
        units: "list of texts",
        title: "text",
      },
      (params) => ({
        text: portfolioText(params, localDate(new Date())),
      }),
    );
    onRequest<NewEvidenceParams, NewEvidenceResult>(
      connection,
      newEvidenceRequest,
      {
        uri: "text?",
        title: "text",
        kind: "text?",
        standards: "list of texts",
      },
      (params) => {
        const place = snapshotFor(session, params.uri);
        if (place === undefined) {
          return { message: "Open a folder with a portfolio first." };
        }
        const path =
          params.uri === undefined
            ? undefined
            : session.locateFile(params.uri)?.path;
        const answer = newEvidence(place.snapshot, path, params);
        return "message" in answer
          ? answer
          : { uri: place.toUri(answer.path), text: answer.text, id: answer.id };
      },
    );
    onRequest<EvidenceChoicesParams, EvidenceChoicesResult>(
      connection,
      evidenceChoicesRequest,
      { uri: "text?" },
      ({ uri }) => {
        const place = snapshotFor(session, uri);
        const path =
          uri === undefined ? undefined : session.locateFile(uri)?.path;
        return place === undefined
          ? { kinds: [], standards: [] }
          : evidenceChoices(place.snapshot, path);
      },
    );
    onRequest<object, Promise<null>>(
      connection,
      readAgainRequest,
      {},
      async () => {
        await session.readAgain();
        return null;
      },
    );
    onRequest<object, Promise<ClearStoredIndexResult>>(
      connection,
      clearStoredIndexRequest,
      {},
      async () => {
        await session.clearStored();
        return {
          documents: session.folders.reduce(
            (sum, { snapshot }) => sum + snapshot.index.documents.size,
            0,
          ),
        };
      },
    );
    onRequest<ShippedTextParams, Promise<ShippedTextResult>>(
      connection,
      shippedTextRequest,
      { path: "text" },
      async ({ path }) => ({ text: (await shippedText(path)) ?? null }),
    );
  },
};

/** A pack or a rule's page that comes with the product: few ever ask. */
async function shippedText(path: string): Promise<string | undefined> {
  const { shippedTexts } = await import("../generated/shippedTexts.js");
  const pack = shippedTexts.find(({ file }) => path === `frameworks/${file}`);
  if (pack !== undefined) return pack.text;
  const { rulePages } = await import("../generated/rulePages.js");
  return Object.hasOwn(rulePages, path) ? rulePages[path] : undefined;
}

/** The folder of a document or folder URI, else the only or first one. */
function snapshotFor(
  session: Session,
  uri: string | undefined,
): WorkspaceFolder | undefined {
  const located =
    uri === undefined ? undefined : session.locateFile(uri)?.folder;
  const named = session.folders.find(
    (folder) => uri !== undefined && folder.uri === folderUri(uri),
  );
  const withPortfolio = session.folders.find(
    ({ snapshot }) => snapshot.index.portfolios.size > 0,
  );
  return located ?? named ?? withPortfolio ?? session.folders[0];
}

/** For each capability what it promises, and the requests of our own client. */
export const features: Readonly<
  Record<Capability | "tree" | "commands", Feature>
> = {
  diagnostics: diagnosticsFeature,
  completion: completionFeature,
  hover: hoverFeature,
  definition: definitionFeature,
  references: referencesFeature,
  highlights: highlightFeature,
  rename: renameFeature,
  codeActions: codeActionFeature,
  tree: treeFeature,
  commands: commandFeatures,
};
