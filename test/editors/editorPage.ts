// What a person sees and does in a workbench, in terms of the page: text in
// the editor, squiggles, popups, commands. The only place that knows VS
// Code's class names. Every function waits for what it needs.
import type { Locator, Page } from "playwright-core";

export type Severity = "error" | "warning" | "info" | "hint";

const patience = 30_000;
/** Until the extension host has started, which takes longest. */
const startPatience = 60_000;

function editor(page: Page): Locator {
  return page.locator(".editor-instance .monaco-editor").first();
}

function line(page: Page, text: string): Locator {
  return editor(page).locator(".view-line", { hasText: text }).first();
}

export async function waitForLine(page: Page, text: string): Promise<void> {
  await line(page, text).waitFor({ timeout: startPatience });
}

/** Opens a file of the folder by name, as Ctrl+P does. */
export async function openFile(page: Page, name: string): Promise<void> {
  await chooseInQuickInput(page, "Control+P", name, name);
  await page
    .locator(".tab.active", { hasText: name })
    .first()
    .waitFor({ timeout: patience });
}

export async function runCommand(page: Page, title: string): Promise<void> {
  await chooseInQuickInput(page, "F1", `>${title}`, title);
}

async function chooseInQuickInput(
  page: Page,
  key: string,
  text: string,
  wanted: string,
): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible");
  const input = widget.locator("input[type=text]").first();
  const row = widget
    .locator(".quick-input-list .monaco-list-row", { hasText: wanted })
    .first();
  await chooseInPopup(page, key, async (timeout) => {
    await input.fill(text, { timeout });
    await row.click({ timeout });
  });
}

/**
 * Opens a popup by a key and chooses in it. One that opens while the workbench
 * is still at work may close again by itself, hence another try.
 */
async function chooseInPopup(
  page: Page,
  key: string,
  choose: (timeout: number) => Promise<void>,
): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    await page.keyboard.press(key);
    try {
      await choose(patience / 10);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/**
 * Answers one question of a command: waits until it is asked, types, and takes
 * what the search leaves. An empty text keeps what is offered.
 */
export async function answer(
  page: Page,
  question: string,
  text: string,
): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible");
  const input = widget.locator("input[type=text]").first();
  await page
    .locator(`.quick-input-widget input[placeholder*="${question}"]`)
    .or(widget.locator(".quick-input-message", { hasText: question }))
    .first()
    .waitFor({ timeout: patience });
  await input.fill(text);
  const rows = widget.locator(".quick-input-list .monaco-list-row");
  if (text !== "" && (await rows.count()) > 0) {
    await rows.filter({ hasText: text }).first().waitFor({ timeout: patience });
  }
  await page.keyboard.press("Enter");
}

/** Puts the cursor behind the first occurrence of a text on its line. */
export async function placeCursorAfter(
  page: Page,
  text: string,
): Promise<void> {
  const box = await line(page, text).evaluate(rectangleOfText, text);
  if (box === undefined) throw new Error(`${text} is not on the screen.`);
  await page.mouse.click(box.right, (box.top + box.bottom) / 2);
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

// Runs in the page. Text of a line is spread over spans, hence the walk.
function rectangleOfText(
  element: Element,
  text: string,
): Rectangle | undefined {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const start = element.textContent.replaceAll("\u00a0", " ").indexOf(text);
  let offset = 0;
  let placed = 0;
  while (start >= 0 && walker.nextNode() !== null) {
    const node = walker.currentNode;
    const length = node.textContent?.length ?? 0;
    const end = start + text.length;
    if (placed === 0 && start < offset + length) {
      range.setStart(node, start - offset);
      placed = 1;
    }
    if (placed === 1 && end <= offset + length) {
      range.setEnd(node, end - offset);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      return { left, right, top, bottom };
    }
    offset += length;
  }
  return undefined;
}

/** Waits until squiggles of a severity stand under exactly this text. */
export async function waitForSquiggle(
  page: Page,
  severity: Severity,
  text: string,
): Promise<void> {
  await line(page, text).waitFor({ timeout: startPatience });
  // VS Code puts the dots of a hint under its first two letters only.
  const expected = severity === "hint" ? text.slice(0, 2) : text;
  const end = Date.now() + startPatience;
  for (;;) {
    const words = await wordsUnderSquiggles(page, severity);
    if (words.includes(expected)) return;
    if (Date.now() > end) {
      throw new Error(
        `No ${severity} squiggle under ${expected}; under ${JSON.stringify(words)}.`,
      );
    }
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

async function wordsUnderSquiggles(
  page: Page,
  severity: Severity,
): Promise<readonly string[]> {
  return editor(page).evaluate(
    (element, selector) =>
      [...element.querySelectorAll(selector)].map((squiggle) => {
        const box = squiggle.getBoundingClientRect();
        let text = "";
        const walker = document.createTreeWalker(
          element.querySelector(".view-lines") ?? element,
          NodeFilter.SHOW_TEXT,
        );
        while (walker.nextNode() !== null) {
          const node = walker.currentNode;
          const content = node.textContent ?? "";
          for (let index = 0; index < content.length; index += 1) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + 1);
            const character = range.getBoundingClientRect();
            const middle = (character.left + character.right) / 2;
            const height = (character.top + character.bottom) / 2;
            if (height < box.top || height > box.bottom) continue;
            if (middle > box.left && middle < box.right)
              text += content.charAt(index);
          }
        }
        return text.replaceAll("\u00a0", " ");
      }),
    `.squiggly-${severity}`,
  );
}

export async function waitForProblem(
  page: Page,
  text: string | RegExp,
): Promise<void> {
  await runCommand(page, "Problems: Focus on Problems View");
  await page
    .locator(".markers-panel .monaco-list-row", { hasText: text })
    .first()
    .waitFor({ timeout: patience });
}

/** A workbench that tests drive shows messages only when it is asked to. */
export async function waitForMessage(page: Page, text: RegExp): Promise<void> {
  await runCommand(page, "Notifications: Show Notifications");
  await page
    .locator(".notification-list-item-message", { hasText: text })
    .first()
    .waitFor({ timeout: patience });
}

/** Follows the link that a finding's code is in the Problems panel. */
export async function openRulePage(page: Page, code: string): Promise<void> {
  await page
    .locator(".markers-panel .monaco-list-row .monaco-link", { hasText: code })
    .first()
    .click();
}

/** The items of the completion popup, best first. */
export async function completionLabels(page: Page): Promise<readonly string[]> {
  const rows = page.locator(".suggest-widget.visible .monaco-list-row");
  await rows.first().waitFor({ timeout: patience });
  const labels = await rows.evaluateAll((elements) =>
    elements
      .map((element) => ({
        index: Number(element.getAttribute("data-index")),
        label: element.querySelector(".label-name")?.textContent ?? "",
      }))
      .sort((left, right) => left.index - right.index)
      .map(({ label }) => label),
  );
  return labels.map((label) => label.replaceAll("\u00a0", " "));
}

/** Opens the quick fixes at the cursor and takes the one with this title. */
export async function takeQuickFix(
  page: Page,
  title: string | RegExp,
): Promise<void> {
  const row = page
    .locator(".action-widget .monaco-list-row", { hasText: title })
    .first();
  // Findings that still arrive close the menu.
  await chooseInPopup(page, "Control+.", (timeout) => row.click({ timeout }));
}

/** Opens a row of the tree, again if a refresh has closed it meanwhile. */
export async function expandRow(
  page: Page,
  text: string,
  child: string | RegExp,
): Promise<void> {
  const row = treeRow(page, text);
  const end = Date.now() + patience;
  for (;;) {
    await row.waitFor({ timeout: patience });
    if ((await row.getAttribute("aria-expanded")) === "false") {
      // A click on its words would open its place and move the focus there.
      await row.locator(".monaco-tl-twistie").click();
    }
    try {
      await treeRow(page, child).waitFor({ timeout: patience / 10 });
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

export function treeRow(page: Page, text: string | RegExp): Locator {
  return page
    .locator(".part.sidebar .monaco-list-row[role=treeitem]", { hasText: text })
    .first();
}

/** What is said of the rows of the tree whose children are shown. */
export function openRows(page: Page): Promise<readonly string[]> {
  return page
    .locator(".part.sidebar .monaco-list-row[aria-expanded=true]")
    .evaluateAll((rows) =>
      rows.map((row) => row.getAttribute("aria-label") ?? ""),
    );
}
