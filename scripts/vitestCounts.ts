// A Vitest reporter that writes how many tests of each project passed, failed
// and were skipped, and how long they took, for the table of scripts/test.ts.
import { writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

export interface ProjectCounts {
  passed: number;
  failed: number;
  skipped: number;
  milliseconds: number;
}

export const countsFileVariable = "EVIDENCE_PORTFOLIO_TEST_COUNTS";

// Vitest takes a reporter from a file by its default export.
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const projects: Record<string, ProjectCounts> = {};
    for (const module of modules) {
      const counts = (projects[module.project.name] ??= {
        passed: 0,
        failed: 0,
        skipped: 0,
        milliseconds: 0,
      });
      counts.milliseconds += module.diagnostic().duration;
      // A file that could not be loaded has an error and no tests.
      counts.failed += module.errors().length;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "passed") counts.passed += 1;
        else if (state === "failed") counts.failed += 1;
        else counts.skipped += 1;
      }
    }
    const file = process.env[countsFileVariable];
    if (file !== undefined) writeFileSync(file, JSON.stringify(projects));
  }
}
