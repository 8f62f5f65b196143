// The product's version, put in by the build.

declare const EVIDENCE_PORTFOLIO_VERSION: string | undefined;

export const productVersion: string =
  typeof EVIDENCE_PORTFOLIO_VERSION === "string"
    ? EVIDENCE_PORTFOLIO_VERSION
    : "development";
