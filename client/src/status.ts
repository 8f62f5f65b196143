// The language status item: frameworks, files, portfolios, and whether the
// folder is still being read.

import {
  commands,
  Disposable,
  languages,
  LanguageStatusSeverity,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { statusNotification, type Status } from "../../server/src/protocol.ts";

export function registerStatus(client: BaseLanguageClient): Disposable {
  const item = languages.createLanguageStatusItem("evidencePortfolio.status", {
    language: "markdown",
  });
  item.name = "Evidence Portfolio";
  item.text = "Evidence Portfolio";
  item.busy = true;
  item.command = {
    command: "evidencePortfolio.check",
    title: "Check Portfolio",
  };
  return Disposable.from(
    item,
    client.onNotification(statusNotification, (status: Status) => {
      item.busy = status.isReading;
      item.text = status.isReading
        ? `Reading ${status.filesRead} of ${status.filesToRead} files`
        : counted(status.portfolios, "portfolio");
      item.detail = [
        counted(status.frameworks.length, "framework"),
        counted(status.filesRead, "file"),
        ...(status.faultyPacks === 0
          ? []
          : [`${counted(status.faultyPacks, "framework pack")} with problems`]),
        ...(status.namesProblem === null ? [] : [status.namesProblem]),
      ].join(", ");
      item.severity =
        status.faultyPacks === 0 && status.namesProblem === null
          ? LanguageStatusSeverity.Information
          : LanguageStatusSeverity.Warning;
      void commands.executeCommand(
        "setContext",
        "evidencePortfolio.hasPortfolio",
        status.portfolios > 0,
      );
    }),
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
