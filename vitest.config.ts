import { defineConfig } from "vitest/config";

const project = (
  name: string,
  include: string[],
  globalSetup: string[] = [],
  setupFiles: string[] = [],
) => ({
  test: {
    name,
    include,
    environment: "node",
    globalSetup,
    setupFiles,
    testTimeout: 20_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("rules", ["test/rulePages.test.ts", "test/messages.test.ts"]),
      project("model", ["test/model/**/*.test.ts"]),
      project("features", ["test/features/**/*.test.ts"]),
      project(
        "properties",
        ["test/properties/**/*.test.ts"],
        [],
        ["test/properties/seed.ts"],
      ),
      project("samples", [
        "test/samples/**/*.test.ts",
        "test/oracles/*.test.ts",
      ]),
      project(
        "protocol",
        ["test/protocol/**/*.test.ts"],
        ["test/protocol/buildFirst.ts"],
      ),
    ],
  },
});
