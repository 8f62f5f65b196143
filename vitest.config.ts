import { defineConfig } from "vitest/config";

const project = (
  name: string,
  include: string[],
  globalSetup: string[] = [],
) => ({
  test: {
    name,
    include,
    environment: "node",
    globalSetup,
    testTimeout: 20_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      project("rules", ["test/rulePages.test.ts"]),
      project("model", ["test/model/**/*.test.ts"]),
      project("features", ["test/features/**/*.test.ts"]),
      project("properties", ["test/properties/**/*.test.ts"]),
      project("samples", ["test/samples/**/*.test.ts"]),
      project(
        "protocol",
        ["test/protocol/**/*.test.ts"],
        ["test/protocol/buildFirst.ts"],
      ),
    ],
  },
});
