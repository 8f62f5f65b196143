// New Portfolio: what it is, what it aims at, its title, where it goes.

import { Uri, window, workspace, type QuickPickItem } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  newPortfolioRequest,
  targetsRequest,
  type NewPortfolioParams,
  type NewPortfolioResult,
  type TargetChoice,
  type TargetsParams,
  type TargetsResult,
} from "../../server/src/protocol.ts";
import { exists, writeNewFile } from "./newFile.ts";
import { pickMany } from "./pickMany.ts";

type PortfolioKind = NewPortfolioParams["kind"];

interface KindItem extends QuickPickItem {
  readonly portfolio: PortfolioKind;
}

const kinds: readonly KindItem[] = [
  {
    label: "Self-assessment",
    detail:
      "A quality team assesses its service against a framework, such as the QIF",
    portfolio: "self-assessment",
  },
  {
    label: "Qualification",
    detail: "A candidate shows that the criteria of units are met",
    portfolio: "qualification",
  },
  {
    label: "General",
    detail: "Any other collection of evidence against standards",
    portfolio: "general",
  },
];

const title = "New Portfolio";

export async function createPortfolio(
  client: BaseLanguageClient,
): Promise<void> {
  const folder = await chooseWorkspaceFolder();
  if (folder === null) return;
  const kind = await window.showQuickPick([...kinds], {
    title,
    placeHolder: "What is it?",
    ignoreFocusOut: true,
  });
  if (kind === undefined) return;
  const targets = await chooseTargets(client, kind.portfolio, folder);
  if (targets === undefined) return;
  const units = await chooseUnits(targets);
  if (units === undefined) return;
  const name = await window.showInputBox({
    title,
    prompt: "Its title",
    value: targets.map((target) => target.title).join(", "),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim() === "" ? "A portfolio needs a title." : undefined,
  });
  if (name === undefined) return;
  const { text } = await client.sendRequest<NewPortfolioResult>(
    newPortfolioRequest,
    {
      kind: kind.portfolio,
      targets: targets.map(({ code }) => code),
      units,
      title: name.trim(),
    } satisfies NewPortfolioParams,
  );
  if (folder === undefined) {
    // Without a folder there is nowhere to write: an unsaved document shows
    // what a portfolio looks like, and is checked alone.
    await window.showTextDocument(
      await workspace.openTextDocument({ language: "markdown", content: text }),
    );
    return;
  }
  const place = await choosePlace(folder, name);
  if (place !== undefined) await writeNewFile(place, text);
}

/** `undefined` when no folder is open, `null` when the picker was dismissed. */
async function chooseWorkspaceFolder(): Promise<Uri | undefined | null> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length <= 1) return folders[0]?.uri;
  const folder = await window.showWorkspaceFolderPick({
    placeHolder: "In which folder?",
  });
  return folder === undefined ? null : folder.uri;
}

interface TargetItem extends QuickPickItem {
  readonly target: TargetChoice;
}

async function chooseTargets(
  client: BaseLanguageClient,
  kind: PortfolioKind,
  folder: Uri | undefined,
): Promise<readonly TargetChoice[] | undefined> {
  const choices = await client.sendRequest<TargetsResult>(
    targetsRequest,
    (folder === undefined
      ? {}
      : { folder: folder.toString() }) satisfies TargetsParams,
  );
  const wantsQualification = kind === "qualification";
  const items = choices
    .filter(
      ({ isQualification }) =>
        kind === "general" || isQualification === wantsQualification,
    )
    .map((target): TargetItem => ({
      label: target.code,
      description: target.detail,
      detail: target.title,
      target,
    }));
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: wantsQualification
      ? "Which qualification?"
      : "Against which framework?",
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked === undefined ? undefined : [picked.target];
}

async function chooseUnits(
  targets: readonly TargetChoice[],
): Promise<readonly string[] | undefined> {
  const units = targets.flatMap((target) => target.units);
  if (units.length === 0) return [];
  const picked = await pickMany(
    units.map(({ code, title: name, detail }) => ({
      label: code,
      description: detail,
      detail: name,
    })),
    {
      title,
      placeholder: "Which optional units? You can choose them later.",
    },
  );
  return picked?.map(({ label }) => label);
}

interface PlaceItem extends QuickPickItem {
  readonly uri: Uri;
}

/** The workspace folder itself while it is free, or a folder of its own. */
async function choosePlace(
  folder: Uri,
  name: string,
): Promise<Uri | undefined> {
  const here = Uri.joinPath(folder, "portfolio.md");
  const slug =
    name
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 50) || "portfolio";
  const apart = Uri.joinPath(folder, slug, "portfolio.md");
  const items: PlaceItem[] = [
    ...((await exists(here))
      ? []
      : [{ label: "portfolio.md", detail: "In this folder", uri: here }]),
    {
      label: `${slug}/portfolio.md`,
      detail: "In a folder of its own",
      uri: apart,
    },
  ];
  const picked = await window.showQuickPick(items, {
    title,
    placeHolder: "Where does it go?",
    ignoreFocusOut: true,
  });
  return picked?.uri;
}
