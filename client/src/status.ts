// The language status item: frameworks, files, portfolios, and whether the
// folder is still being read.

import {
  commands,
  Disposable,
  languages,
  LanguageStatusSeverity,
  type Command,
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
  item.command = check;
  return Disposable.from(
    item,
    client.onNotification(statusNotification, (status: Status) => {
      item.busy = status.isReading;
      item.text = textOf(status);
      item.command = commandFor(status);
      item.detail = [
        counted(status.frameworks.length, "framework"),
        counted(status.filesRead, "file"),
        ...(status.filesUnread === 0 ? [] : [whyUnread(status)]),
        ...(status.faultyPacks === 0
          ? []
          : [`${counted(status.faultyPacks, "framework pack")} with problems`]),
        ...(status.namesProblem === null ? [] : [status.namesProblem]),
      ].join(", ");
      item.severity =
        status.faultyPacks === 0 &&
        status.namesProblem === null &&
        status.filesUnread === 0
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

const check: Command = {
  command: "evidencePortfolio.check",
  title: "Check Portfolio",
};

const maximum = "evidencePortfolio.maximumDocuments";

const changeMaximum: Command = {
  command: "workbench.action.openSettings",
  title: "Change the Setting",
  arguments: [maximum],
};

const readAgain: Command = {
  command: "evidencePortfolio.readAgain",
  title: "Read All Documents",
};

function commandFor({ isStopped, filesUnread }: Status): Command {
  if (isStopped) return readAgain;
  return filesUnread === 0 ? check : changeMaximum;
}

function whyUnread({ isStopped }: Status): string {
  return isStopped
    ? "reading was stopped, so portfolios with unread files are not judged"
    : `the setting ${maximum} allows no more, so portfolios with unread files are not judged`;
}

function textOf(status: Status): string {
  const { isReading, filesRead, filesToRead, filesUnread } = status;
  const shown = (count: number): string => count.toLocaleString("en-GB");
  if (isReading) {
    return `Reading ${shown(filesRead)} of ${shown(filesToRead)} files`;
  }
  return filesUnread === 0
    ? counted(status.portfolios, "portfolio")
    : `Read ${shown(filesRead)} of ${shown(filesRead + filesUnread)} files`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
