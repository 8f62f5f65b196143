// A process that does what a warm start cannot do without. Prints milliseconds
// and what it met.
import { lookAt } from "./indexScan.ts";

const [, , folder = ".", storage = "."] = process.argv;
process.stdout.write(JSON.stringify(lookAt(folder, storage)));
