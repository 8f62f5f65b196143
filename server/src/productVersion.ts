// The product's version, and what was built of it, put in by the build.

declare const EVIDENCE_PORTFOLIO_VERSION: string | undefined;
declare const EVIDENCE_PORTFOLIO_BUILD: string | undefined;

export const productVersion: string =
  typeof EVIDENCE_PORTFOLIO_VERSION === "string"
    ? EVIDENCE_PORTFOLIO_VERSION
    : "development";

/**
 * Tells one build's reading of documents from another's: the version and a
 * digest of the sources, for two builds of one version need not read alike.
 */
export const productBuild: string =
  typeof EVIDENCE_PORTFOLIO_BUILD === "string"
    ? EVIDENCE_PORTFOLIO_BUILD
    : "development";
