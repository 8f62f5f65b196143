// The kinds of evidence that every portfolio may use, whatever its framework.
// A pack may add kinds of its own. Ids are permanent. "Also called" feeds
// completion and suggestions; a fix never writes it. A medium (audio, video,
// photograph) is not a kind.
export interface EvidenceKind {
  readonly id: string;
  readonly meaning: string;
  readonly alsoCalled: readonly string[];
}

export const coreEvidenceKinds: readonly EvidenceKind[] = [
  {
    id: "observation",
    meaning: "someone competent watched real work and recorded what was seen",
    alsoCalled: ["direct observation"],
  },
  {
    id: "work-product",
    meaning: "something the candidate made or used at work",
    alsoCalled: ["product", "artefact"],
  },
  {
    id: "questioning",
    meaning: "questions asked and answers given, spoken or written",
    alsoCalled: ["oral questions", "written questions"],
  },
  {
    id: "professional-discussion",
    meaning:
      "a planned, recorded conversation with the assessor about practice",
    alsoCalled: ["PD", "discussion"],
  },
  {
    id: "witness-testimony",
    meaning: "a person who was there states what they saw, without judging it",
    alsoCalled: ["WT", "witness statement"],
  },
  {
    id: "expert-witness-testimony",
    meaning:
      "witness testimony from a person qualified to judge the occupation",
    alsoCalled: ["expert witness"],
  },
  {
    id: "reflective-account",
    meaning: "the candidate explains what was done and why",
    alsoCalled: [
      "personal statement",
      "candidate statement",
      "learner statement",
      "reflection",
    ],
  },
  {
    id: "case-study",
    meaning:
      "written account of one real case or piece of practice and its effect",
    alsoCalled: ["case history", "example of practice"],
  },
  {
    id: "assignment",
    meaning: "a set written task with a fixed brief",
    alsoCalled: ["essay", "test paper", "workbook"],
  },
  {
    id: "project",
    meaning: "a longer piece of work that the candidate plans",
    alsoCalled: [],
  },
  {
    id: "simulation",
    meaning: "performance in a staged setting",
    alsoCalled: ["role play"],
  },
  {
    id: "skills-test",
    meaning: "a set practical task, done and judged under stated conditions",
    alsoCalled: ["practical test"],
  },
  {
    id: "prior-learning",
    meaning:
      "recognised earlier learning: certificate, earlier unit, earlier experience",
    alsoCalled: ["RPL", "APL", "APA", "certificate"],
  },
  {
    id: "performance-data",
    meaning: "indicators, results and statistics of one's own service",
    alsoCalled: ["KPI", "management information"],
  },
  {
    id: "participant-feedback",
    meaning: "what participants, clients, learners say",
    alsoCalled: ["client feedback", "survey"],
  },
  {
    id: "staff-feedback",
    meaning: "what employees, advisers or line managers say",
    alsoCalled: ["employee feedback"],
  },
  {
    id: "employer-feedback",
    meaning: "what employers say",
    alsoCalled: [],
  },
  {
    id: "partner-feedback",
    meaning: "what partner organisations and subcontractors say",
    alsoCalled: [],
  },
  {
    id: "stakeholder-feedback",
    meaning: "what commissioners, communities and other bodies say",
    alsoCalled: ["commissioner feedback"],
  },
  {
    id: "minutes",
    meaning: "record of a meeting or event and what it decided",
    alsoCalled: ["notes of meeting"],
  },
  {
    id: "policy",
    meaning: "a stated rule, procedure, process, value or published vision",
    alsoCalled: ["procedure"],
  },
  {
    id: "plan",
    meaning: "strategy, service design, delivery or resource plan",
    alsoCalled: ["strategy"],
  },
  {
    id: "audit",
    meaning: "result of an outside or contractual check",
    alsoCalled: ["inspection report"],
  },
  {
    id: "quality-review",
    meaning:
      "result of one's own quality assurance: observations of practice, scrutiny of work, process review",
    alsoCalled: ["QA report"],
  },
  {
    id: "case-review",
    meaning: "structured look back at anonymised cases or files",
    alsoCalled: ["file review"],
  },
  {
    id: "service-record",
    meaning:
      "record made in delivering the service: action plan, contact log, progress record",
    alsoCalled: ["case record"],
  },
  {
    id: "training-record",
    meaning: "what was learned, when, at what cost in time",
    alsoCalled: ["CPD log"],
  },
  {
    id: "staffing-record",
    meaning: "job descriptions, structure, caseloads, work patterns",
    alsoCalled: ["job description"],
  },
  {
    id: "financial-record",
    meaning: "money budgeted or spent",
    alsoCalled: ["investment", "budget"],
  },
  {
    id: "agreement",
    meaning: "contract, partnership agreement, referral protocol",
    alsoCalled: ["memorandum"],
  },
];
