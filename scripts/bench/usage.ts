// What a process uses: memory and processor time, where the system says.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** Of /proc, everywhere that Node runs on Linux. */
const ticksInSecond = 100;

/** Memory in use by a process; undefined where the system does not say. */
export async function residentMegabytes(
  pid: number | undefined,
): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, "utf8");
    const kilobytes = /^VmRSS:\s*(\d+)/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    // No /proc: macOS and Windows.
  }
  try {
    const { stdout } = await promisify(execFile)("ps", [
      ...["-o", "rss=", "-p"],
      String(pid),
    ]);
    return Number(stdout) / 1024;
  } catch {
    return undefined;
  }
}

/** Processor time of all threads so far, in steps of 10 ms; on Linux only. */
export async function processorSeconds(
  pid: number | undefined,
): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  try {
    const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8");
    // The name of the program may hold spaces; it ends with the last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / ticksInSecond;
  } catch {
    return undefined;
  }
}

/** The same of the threads that there are, to the nanosecond. */
export async function threadMilliseconds(
  pid: number | undefined,
): Promise<number | undefined> {
  if (pid === undefined) return undefined;
  const tasks = `/proc/${String(pid)}/task`;
  try {
    let nanoseconds = 0;
    for (const thread of await readdir(tasks)) {
      const spent = await readFile(`${tasks}/${thread}/schedstat`, "utf8");
      nanoseconds += Number(spent.split(" ")[0]);
    }
    return nanoseconds / 1e6;
  } catch {
    return undefined;
  }
}
