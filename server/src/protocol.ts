// What client and server say to each other beyond the Language Server
// Protocol. Types and constants only: the client imports nothing else of ours.

/**
 * How a client on Node had best start the server: with one place from which the
 * C library takes memory, of which it gives back what is free at its end
 * (bytes). Without it, it works as well and needs more memory.
 */
export const serverProcess = {
  env: { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "524288" },
};

/** Server to client: all files of a workspace folder that is not on disk. */
export const listFilesRequest = "evidencePortfolio/listFiles";
export interface ListFilesParams {
  readonly folder: string;
}
/** Paths relative to the folder, with forward slashes. */
export type ListFilesResult = readonly string[];

/** Server to client: contents of files, in the order of the paths. */
export const readFilesRequest = "evidencePortfolio/readFiles";
export interface ReadFilesParams {
  readonly folder: string;
  readonly paths: readonly string[];
  /** Bytes beyond which none of them is read by the server. */
  readonly largest: number;
}
export type ReadFilesResult = readonly (
  | { readonly kind: "bytes"; readonly base64: string }
  | { readonly kind: "too-large"; readonly size: number }
  | { readonly kind: "no-permission" }
  | { readonly kind: "gone" }
)[];

/** Server to client: digests of files' bytes; null for one that cannot be read. */
export const digestFilesRequest = "evidencePortfolio/digestFiles";
export interface DigestFilesParams {
  readonly folder: string;
  readonly paths: readonly string[];
}
/** `sha256-` and the digest in base64. */
export type DigestFilesResult = readonly (string | null)[];

export type CoverageState =
  "covered" | "partly-covered" | "uncovered" | "not-applicable";

/** Client to server: the portfolios, or the children of a node. */
export const coverageRequest = "evidencePortfolio/coverage";
export const coverageChildrenRequest = "evidencePortfolio/coverageChildren";
export interface CoverageParams {
  readonly gapsOnly: boolean;
  /** Nodes of the portfolios that are wanted; without it, all are. */
  readonly only?: readonly string[];
}
export interface CoverageChildrenParams {
  readonly gapsOnly: boolean;
  readonly id: string;
}

/** A place to which a click leads. */
export interface Place {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

/** A node of the coverage tree. Its id stays the same while the text changes. */
export interface CoverageNode {
  readonly id: string;
  readonly kind: "portfolio" | "parent" | "standard" | "evidence" | "rule";
  readonly label: string;
  /** Beside the label: progress, state, what is missing. */
  readonly description: string;
  readonly tooltip: string;
  readonly state?: CoverageState;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly hasChildren: boolean;
  readonly place?: Place;
}
export type CoverageResult = readonly CoverageNode[];

/** Server to client: coverage is not what it was. */
export const coverageChangedNotification = "evidencePortfolio/coverageChanged";
export interface CoverageChanged {
  /** Nodes of portfolios that show something else; null: all may, or others. */
  readonly portfolios: readonly string[] | null;
}

/** Client to server: read all folders again, also what was left unread. */
export const readAgainRequest = "evidencePortfolio/readAgain";

/** Client to server: remove the stored index and read everything again. */
export const clearStoredIndexRequest = "evidencePortfolio/clearStoredIndex";
/** Documents that have been read again. */
export interface ClearStoredIndexResult {
  readonly documents: number;
}

/** Server to client: what the status item shows. */
export const statusNotification = "evidencePortfolio/status";
export interface Status {
  /** Until all is read, and the client has been told what was found. */
  readonly isReading: boolean;
  readonly filesRead: number;
  readonly filesToRead: number;
  /**
   * Not read at all: beyond `evidencePortfolio.maximumDocuments`, or left when
   * reading was stopped.
   */
  readonly filesUnread: number;
  /** Whether the user stopped reading. */
  readonly isStopped: boolean;
  readonly portfolios: number;
  readonly frameworks: readonly string[];
  /** Packs that could not be used. */
  readonly faultyPacks: number;
  /** Why the user's list of names is not used, or not all of it. */
  readonly namesProblem: string | null;
}

/** Client to server: the gap after a place, round all portfolios. */
export const nextGapRequest = "evidencePortfolio/nextGap";
export interface NextGapParams {
  readonly uri?: string;
  readonly line?: number;
  readonly character?: number;
}
export type NextGapResult = (Place & { readonly message: string }) | null;

/** Client to server: findings by severity, for *Check Portfolio*. */
export const checkRequest = "evidencePortfolio/check";
export interface CheckResult {
  readonly portfolios: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
  /** `24 of 30 covered; 9 set aside`, for each portfolio. */
  readonly progress: readonly {
    readonly title: string;
    readonly words: string;
  }[];
}

/** Client to server: what a new portfolio can aim at. */
export const targetsRequest = "evidencePortfolio/targets";
export interface TargetChoice {
  /** What is written under `standards:`. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly isQualification: boolean;
  /** Optional units that can be chosen. */
  readonly units: readonly {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
  }[];
}
export interface TargetsParams {
  readonly folder?: string;
}
export type TargetsResult = readonly TargetChoice[];

/** Client to server: the text of a new portfolio. */
export const newPortfolioRequest = "evidencePortfolio/newPortfolio";
export interface NewPortfolioParams {
  readonly folder?: string;
  readonly kind: "self-assessment" | "qualification" | "general";
  readonly targets: readonly string[];
  readonly units: readonly string[];
  readonly title: string;
}
export interface NewPortfolioResult {
  readonly text: string;
}

/** Client to server: where a new piece of evidence goes, and its text. */
export const newEvidenceRequest = "evidencePortfolio/newEvidence";
export interface NewEvidenceParams {
  /** A document of the portfolio; without it the only portfolio is meant. */
  readonly uri?: string;
  readonly title: string;
  readonly kind?: string;
  readonly standards: readonly string[];
}
export type NewEvidenceResult =
  | { readonly uri: string; readonly text: string; readonly id: string }
  | { readonly message: string };

/** Client to server: what a new piece can be and serve. */
export const evidenceChoicesRequest = "evidencePortfolio/evidenceChoices";
export interface EvidenceChoicesParams {
  readonly uri?: string;
}
export interface EvidenceChoicesResult {
  readonly kinds: readonly { readonly id: string; readonly meaning: string }[];
  /** Standards, those that lack evidence first. */
  readonly standards: readonly {
    readonly code: string;
    readonly title: string;
    readonly state: string;
  }[];
}

/**
 * Client to server: the text of a document that comes with the product, such
 * as `frameworks/qif.yaml` or `rules/unknown-standard.md`.
 */
export const shippedTextRequest = "evidencePortfolio/shippedText";
export const shippedScheme = "evidence-portfolio";
export interface ShippedTextParams {
  readonly path: string;
}
export interface ShippedTextResult {
  readonly text: string | null;
}

/** What the client tells the server when it starts it. */
export interface InitializationOptions {
  /** The client shows what comes with the product, under `shippedScheme`. */
  readonly showsShipped?: boolean;
  /** A folder of the client's, outside the workspace, to keep an index in. */
  readonly storagePath?: string;
  /** Settings, for clients that cannot be asked. */
  readonly settings?: unknown;
}
