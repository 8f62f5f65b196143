// Runs a command in a process group of its own and ends the whole group when
// this process's standard input closes, which happens however the starter
// ends, SIGKILL included. Started by processes.ts; plain JavaScript so that
// it starts at once.
import { spawn } from "node:child_process";

const graceMilliseconds = 3000;
const [file, ...fileArguments] = process.argv.slice(2);
const child = spawn(file, fileArguments, {
  detached: true,
  stdio: ["ignore", "inherit", "inherit"],
});

const signalGroup = (signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is already gone.
  }
};
const end = () => {
  signalGroup("SIGTERM");
  setTimeout(() => signalGroup("SIGKILL"), graceMilliseconds).unref();
};

process.stdin.resume().once("end", end).once("error", end);
process.on("SIGTERM", end).on("SIGHUP", end);
// Ctrl-C reaches the starter too, which closes the input when it is ready.
process.on("SIGINT", () => {});

child.once("error", (error) => {
  console.error(error.message);
  process.exit(127);
});
child.once("exit", (code) => {
  // What the command left running in its group goes with it.
  signalGroup("SIGKILL");
  process.exit(code ?? 1);
});
