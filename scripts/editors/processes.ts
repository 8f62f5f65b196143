// Child processes that never outlive the script that started them, and the
// clean-up that a script owes when it is interrupted. Everything started for
// an editor goes through here.
import { type ChildProcess, spawn } from "node:child_process";
import os from "node:os";
import { fileURLToPath } from "node:url";

export interface GuardedProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<number>;
  /** Ends the process and everything in its group. */
  stop(): Promise<void>;
}

export interface Output {
  readonly code: number;
  readonly text: string;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Shows the output as it comes instead of collecting it. */
  readonly show?: boolean;
  readonly timeoutSeconds?: number | undefined;
}

const guardScript = fileURLToPath(new URL("guard.mjs", import.meta.url));
const cleanUps = new Set<() => unknown>();

export function startGuarded(
  file: string,
  fileArguments: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): GuardedProcess {
  const child = spawn(process.execPath, [guardScript, file, ...fileArguments], {
    ...options,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exited = new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      resolve(code ?? 1);
    });
  });
  const removeCleanUp = onInterrupt(stop);
  void exited.finally(removeCleanUp).catch(() => undefined);
  async function stop(): Promise<void> {
    child.stdin.end();
    await exited.catch(() => undefined);
  }
  return { child, exited, stop };
}

/** Runs a command to its end; its group dies with this process. */
export async function run(
  file: string,
  fileArguments: readonly string[],
  { show = false, timeoutSeconds, ...options }: RunOptions = {},
): Promise<Output> {
  const started = startGuarded(file, fileArguments, options);
  let text = "";
  for (const stream of [started.child.stdout, started.child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      if (show) process.stdout.write(chunk);
      text += chunk;
    });
  }
  const closed = new Promise<void>((resolve) => {
    started.child.once("close", () => {
      resolve();
    });
  });
  const timer =
    timeoutSeconds === undefined
      ? undefined
      : setTimeout(() => {
          text += `\nStopped after ${String(timeoutSeconds)} seconds.\n`;
          void started.stop();
        }, timeoutSeconds * 1000);
  const code = await started.exited;
  await closed;
  clearTimeout(timer);
  return { code, text };
}

/** Registers work for SIGINT and its like; returns the way to take it back. */
export function onInterrupt(cleanUp: () => unknown): () => void {
  cleanUps.add(cleanUp);
  return () => cleanUps.delete(cleanUp);
}

/** To be called once by each command that starts editors. */
export function cleanUpOnSignals(): void {
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (interrupted) return;
      interrupted = true;
      const code = 128 + os.constants.signals[signal];
      const work = [...cleanUps].reverse().map(async (cleanUp) => {
        await cleanUp();
      });
      void Promise.allSettled(work).then(() => process.exit(code));
    });
  }
}
