// A picker of several items in which Enter also takes the one item that a
// search has left: people search, see what they want and press Enter.

import { window, type QuickPickItem } from "vscode";

/** The items chosen; `undefined` when the picker was dismissed. */
export function pickMany<Item extends QuickPickItem>(
  items: readonly Item[],
  words: { readonly title: string; readonly placeholder: string },
): Promise<readonly Item[] | undefined> {
  const picker = window.createQuickPick<Item>();
  picker.items = items;
  picker.title = words.title;
  picker.placeholder = words.placeholder;
  picker.canSelectMany = true;
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const { selectedItems, value } = picker;
      const found =
        selectedItems.length === 0 && value !== ""
          ? items.filter((item) => isFound(item, value))
          : selectedItems;
      if (found.length > 1 && selectedItems.length === 0) {
        // Several fit what was typed: nothing is taken for the user.
        picker.placeholder = "Tick those that you mean, then press Enter.";
        picker.value = "";
        return;
      }
      resolve(found);
      picker.dispose();
    });
    picker.onDidHide(() => {
      resolve(undefined);
      picker.dispose();
    });
    picker.show();
  });
}

function isFound({ label, detail }: QuickPickItem, value: string): boolean {
  const wanted = value.trim().toLowerCase();
  return `${label} ${detail ?? ""}`.toLowerCase().includes(wanted);
}
