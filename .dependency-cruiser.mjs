// The laws of the house as dependency rules: a lower layer never imports a
// higher one, and only the edge knows Node or the protocol.

const pure = "^server/src/(text|syntax|model|schema|rules|features)/";

/** @param {string} name @param {string} from @param {string} to @param {string} comment */
const forbid = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      comment: "Modules that need each other are one module, or three.",
      from: {},
      to: {
        circular: true,
        viaOnly: { dependencyTypesNot: ["type-only"] },
      },
    },
    forbid(
      "text-is-the-ground",
      "^server/src/text/",
      "^server/src/(?!text/)",
      "L0 imports nothing of ours.",
    ),
    forbid(
      "syntax-above-text",
      "^server/src/syntax/",
      "^server/src/(?!text/|syntax/)",
      "L1 imports text.",
    ),
    forbid(
      "model-above-syntax",
      "^server/src/(model|schema)/",
      "^server/src/(?!text/|syntax/|model/|schema/|generated/)",
      "L2 imports text, syntax and itself.",
    ),
    forbid(
      "rules-above-model",
      "^server/src/rules/",
      "^server/src/(features|lsp|cli|host)/",
      "L3 imports what is below it.",
    ),
    forbid(
      "features-above-model",
      "^server/src/features/",
      "^server/src/(lsp|cli|host)/",
      "L3 imports what is below it.",
    ),
    forbid(
      "rules-do-not-import-rules",
      "^server/src/rules/(?!registry|runner)[^/]+\\.ts$",
      "^server/src/rules/(?!rule\\.ts)",
      "Shared thinking moves down to model/.",
    ),
    forbid(
      "features-do-not-import-features",
      "^server/src/features/(?!completion|codeActions)[^/]+\\.ts$",
      "^server/src/features/(?!document\\.ts)",
      "Shared thinking moves down to model/.",
    ),
    forbid(
      "host-below-the-doors",
      "^server/src/host/",
      "^server/src/(lsp|cli|features|rules)/",
      "The host reads files into the model, and no more.",
    ),
    forbid(
      "doors-are-apart",
      "^server/src/cli/",
      "^server/src/lsp/",
      "The command line needs no protocol.",
    ),
    {
      name: "pure-layers-touch-nothing",
      severity: "error",
      comment: "The engine runs in Node and in a browser worker alike.",
      from: { path: pure },
      to: { dependencyTypes: ["core"] },
    },
    forbid(
      "pure-layers-know-no-protocol",
      pure,
      "node_modules/vscode-",
      "Only lsp/ knows LSP shapes.",
    ),
    forbid(
      "only-schema-knows-ajv",
      "^server/src/(?!schema/)",
      "node_modules/ajv/",
      "Validation is compiled ahead of time.",
    ),
    forbid(
      "only-schema-validates",
      "^server/src/(?!schema/)",
      "^server/src/generated/validators",
      "Others ask schema/validate.ts.",
    ),
    {
      name: "the-start-is-slim",
      severity: "error",
      comment: "An editor waits for it: what it imports is loaded first.",
      from: {
        path: "^server/src/lsp/(main\\.node|start|earlyAnswer|capabilities|wholeMessages)\\.ts$",
      },
      to: {
        path: "^server/src/(?!lsp/(start|earlyAnswer|capabilities|wholeMessages)\\.ts|productVersion\\.ts)",
        dependencyTypesNot: ["type-only", "dynamic-import"],
      },
    },
    forbid(
      "client-is-thin",
      "^client/",
      "^server/(?!src/protocol\\.ts)",
      "The client shares only the protocol's types and names.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^dist/|^server/src/generated/.*\\.js$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
