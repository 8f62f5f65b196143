// The coverage tree. Nodes keep their ids, so that VS Code keeps selection and
// open branches while the text changes.

import {
  commands,
  Disposable,
  EventEmitter,
  Range,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
  type TreeDataProvider,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import {
  coverageChangedNotification,
  coverageChildrenRequest,
  coverageRequest,
  type CoverageChanged,
  type CoverageChildrenParams,
  type CoverageNode,
  type CoverageParams,
  type CoverageResult,
  type CoverageState,
  type Place,
} from "../../server/src/protocol.ts";

const viewId = "evidencePortfolio.coverage";

const stateIcons: Readonly<Record<CoverageState, ThemeIcon>> = {
  covered: new ThemeIcon("pass-filled", new ThemeColor("charts.green")),
  "partly-covered": new ThemeIcon(
    "color-mode",
    new ThemeColor("charts.yellow"),
  ),
  uncovered: new ThemeIcon(
    "circle-large-outline",
    new ThemeColor("charts.red"),
  ),
  "not-applicable": new ThemeIcon(
    "circle-slash",
    new ThemeColor("disabledForeground"),
  ),
};

/** With more, a portfolio is closed until somebody opens it. */
const mostOpenPortfolios = 3;

export function registerCoverageView(client: BaseLanguageClient): Disposable {
  const provider = new CoverageProvider(client);
  const view = window.createTreeView(viewId, {
    treeDataProvider: provider,
    showCollapseAll: true,
  });
  provider.onRoots = (roots) => {
    view.message = roots.length === 0 && provider.gapsOnly ? "No gaps." : "";
  };
  return Disposable.from(
    view,
    client.onNotification(
      coverageChangedNotification,
      ({ portfolios }: CoverageChanged) =>
        // Nobody asks for what is hidden before it is looked at.
        provider.show(view.visible ? portfolios : null),
    ),
    commands.registerCommand("evidencePortfolio.showGapsOnly", () =>
      provider.filter(true),
    ),
    commands.registerCommand("evidencePortfolio.showAll", () =>
      provider.filter(false),
    ),
    commands.registerCommand("evidencePortfolio.openPlace", openPlace),
  );
}

/** A line of the view. VS Code knows it by its identity: its node may change. */
interface Row {
  node: CoverageNode;
  /** Whether a portfolio is open when it is first shown. */
  readonly isOpen: boolean;
}

class CoverageProvider implements TreeDataProvider<Row> {
  readonly #client: BaseLanguageClient;
  readonly #changed = new EventEmitter<Row[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** Portfolios that are shown, by the ids of their nodes. */
  #portfolios: ReadonlyMap<string, Row> = new Map();
  onRoots: (roots: CoverageResult) => void = () => undefined;
  gapsOnly = false;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Shows portfolios anew, and leaves the others alone; null: all of them. */
  async show(portfolios: readonly string[] | null): Promise<void> {
    if (!this.#client.isRunning()) return;
    if (portfolios === null || this.#portfolios.size === 0) {
      this.refresh();
      return;
    }
    const roots = await this.#roots(portfolios);
    const shown = this.#portfolios;
    const rows: Row[] = [];
    for (const id of portfolios) {
      const row = shown.get(id);
      const node = roots.find((root) => root.id === id);
      if (row === undefined && node === undefined) continue;
      if (row === undefined || node === undefined) {
        // One has come to have gaps, or has none any more.
        this.refresh();
        return;
      }
      row.node = node;
      rows.push(row);
    }
    if (rows.length > 0) this.#changed.fire(rows);
  }

  async filter(gapsOnly: boolean): Promise<void> {
    this.gapsOnly = gapsOnly;
    await commands.executeCommand(
      "setContext",
      "evidencePortfolio.gapsOnly",
      gapsOnly,
    );
    this.refresh();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (!this.#client.isRunning()) return [];
    if (row === undefined) return this.#showRoots();
    const children = await this.#client.sendRequest<CoverageResult>(
      coverageChildrenRequest,
      {
        id: row.node.id,
        gapsOnly: this.gapsOnly,
      } satisfies CoverageChildrenParams,
    );
    return children.map((node) => ({ node, isOpen: false }));
  }

  async #showRoots(): Promise<Row[]> {
    const roots = await this.#roots();
    this.onRoots(roots);
    const before = this.#portfolios;
    const active = window.activeTextEditor?.document.uri;
    const own =
      roots.length > mostOpenPortfolios
        ? portfolioOf(active, roots)
        : undefined;
    const rows = roots.map((node): Row => {
      const row = before.get(node.id);
      if (row === undefined) {
        const isOpen = roots.length <= mostOpenPortfolios || node === own;
        return { node, isOpen };
      }
      row.node = node;
      return row;
    });
    this.#portfolios = new Map(rows.map((row) => [row.node.id, row]));
    return rows;
  }

  #roots(only?: readonly string[]): Promise<CoverageResult> {
    const { gapsOnly } = this;
    return this.#client.sendRequest<CoverageResult>(coverageRequest, {
      gapsOnly,
      ...(only === undefined ? {} : { only }),
    } satisfies CoverageParams);
  }

  getTreeItem({ node, isOpen }: Row): TreeItem {
    const item = new TreeItem(node.label, collapsibleState(node, isOpen));
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip;
    item.iconPath = iconOf(node);
    item.contextValue = node.kind;
    item.accessibilityInformation = { label: node.spoken, role: "treeitem" };
    if (node.place !== undefined) {
      item.command = {
        command: "evidencePortfolio.openPlace",
        title: "Open",
        arguments: [node.place],
      };
    }
    return item;
  }
}

function collapsibleState(
  { hasChildren }: CoverageNode,
  isOpen: boolean,
): TreeItemCollapsibleState {
  if (!hasChildren) return TreeItemCollapsibleState.None;
  return isOpen
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed;
}

/** The portfolio in whose folder a document lies: the nearest above it. */
function portfolioOf(
  document: Uri | undefined,
  roots: CoverageResult,
): CoverageNode | undefined {
  if (document === undefined) return undefined;
  let nearest: CoverageNode | undefined;
  let longest = -1;
  for (const root of roots) {
    if (root.place === undefined) continue;
    const portfolio = Uri.parse(root.place.uri);
    const folder = portfolio.path.slice(0, portfolio.path.lastIndexOf("/") + 1);
    const holds =
      portfolio.scheme === document.scheme &&
      portfolio.authority === document.authority &&
      document.path.startsWith(folder);
    if (!holds || folder.length <= longest) continue;
    nearest = root;
    longest = folder.length;
  }
  return nearest;
}

function iconOf({ kind, state }: CoverageNode): ThemeIcon {
  if (kind === "evidence") return new ThemeIcon("file");
  if (kind === "rule") return new ThemeIcon("info");
  if (state !== undefined) return stateIcons[state];
  return new ThemeIcon("book");
}

/** Shows a place of the server's in an editor. */
export async function openPlace(place: Place): Promise<void> {
  const { start, end } = place.range;
  await window.showTextDocument(Uri.parse(place.uri), {
    selection: new Range(start.line, start.character, end.line, end.character),
  });
}
