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
    client.onNotification(coverageChangedNotification, () => {
      provider.refresh();
    }),
    commands.registerCommand("evidencePortfolio.showGapsOnly", () =>
      provider.filter(true),
    ),
    commands.registerCommand("evidencePortfolio.showAll", () =>
      provider.filter(false),
    ),
    commands.registerCommand("evidencePortfolio.openPlace", openPlace),
  );
}

class CoverageProvider implements TreeDataProvider<CoverageNode> {
  readonly #client: BaseLanguageClient;
  readonly #changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  onRoots: (roots: CoverageResult) => void = () => undefined;
  gapsOnly = false;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  refresh(): void {
    this.#changed.fire(undefined);
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

  async getChildren(node?: CoverageNode): Promise<CoverageNode[]> {
    if (!this.#client.isRunning()) return [];
    const { gapsOnly } = this;
    if (node !== undefined) {
      return [
        ...(await this.#client.sendRequest<CoverageResult>(
          coverageChildrenRequest,
          { id: node.id, gapsOnly } satisfies CoverageChildrenParams,
        )),
      ];
    }
    const roots = await this.#client.sendRequest<CoverageResult>(
      coverageRequest,
      { gapsOnly } satisfies CoverageParams,
    );
    this.onRoots(roots);
    return [...roots];
  }

  getTreeItem(node: CoverageNode): TreeItem {
    const item = new TreeItem(node.label, collapsibleState(node));
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

function collapsibleState({
  hasChildren,
  kind,
}: CoverageNode): TreeItemCollapsibleState {
  if (!hasChildren) return TreeItemCollapsibleState.None;
  return kind === "portfolio"
    ? TreeItemCollapsibleState.Expanded
    : TreeItemCollapsibleState.Collapsed;
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
