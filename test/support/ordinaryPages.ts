// Pages of ordinary portfolios and reports, made up from a seed, full of what
// is nearly personal data: dates, amounts, references, codes, rooms, versions,
// addresses of pages, numbers with a wrong check digit.

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<Item>(chance: Chance, items: readonly Item[]): Item {
  const item = items[Math.floor(chance() * items.length)];
  if (item === undefined) throw new Error("There is nothing to choose from");
  return item;
}

export function between(chance: Chance, least: number, most: number): number {
  return least + Math.floor(chance() * (most - least + 1));
}

export function figures(chance: Chance, count: number): string {
  return Array.from({ length: count }, () => between(chance, 0, 9)).join("");
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A day in one of the ways in which people write it. */
export function dateText(chance: Chance, year: number): string {
  const day = between(chance, 1, 28);
  const month = between(chance, 1, 12);
  const two = (value: number): string => String(value).padStart(2, "0");
  const name = months[month - 1] ?? "";
  return pick(chance, [
    `${year}-${two(month)}-${two(day)}`,
    `${two(day)}/${two(month)}/${year}`,
    `${day}/${month}/${year}`,
    `${two(day)}.${two(month)}.${year}`,
    `${two(day)}-${two(month)}-${year}`,
    `${day} ${name} ${year}`,
    `${day} ${name.slice(0, 3)} ${year}`,
    `${name} ${day}, ${year}`,
  ]);
}

/** The check digit of a learner number, reckoned otherwise than the product. */
export function learnerCheck(nine: string): number | undefined {
  // The whole number, weighted down to 1, leaves 10: HESA's way to say it.
  for (let check = 0; check <= 9; check += 1) {
    const sum = Array.from(
      `${nine}${check}`,
      (digit, at) => Number(digit) * (10 - at),
    ).reduce((total, weighted) => total + weighted, 0);
    if (sum % 11 === 10) return check;
  }
  return undefined;
}

const evidence = (chance: Chance): string =>
  `E${String(between(chance, 1, 60)).padStart(2, "0")}`;
const standard = (chance: Chance): string =>
  `QIF-${between(chance, 1, 6)}.${between(chance, 1, 9)}`;
const criterion = (chance: Chance): string =>
  `${pick(chance, ["D/601/5313", "H/601/5314", "F/601/5319"])}.${between(chance, 1, 4)}.${between(chance, 1, 7)}`;
const time = (chance: Chance): string =>
  `${String(between(chance, 7, 19)).padStart(2, "0")}:${pick(chance, ["00", "15", "30", "45"])}`;
const amount = (chance: Chance): string =>
  pick(chance, [
    `£${between(chance, 1, 999)},${figures(chance, 3)}`,
    `£0${figures(chance, 10)}`,
    `£${between(chance, 1, 9)}${figures(chance, 9)}`,
    `£${between(chance, 1, 900)}.${figures(chance, 2)}`,
    `${between(chance, 1, 99)}.${between(chance, 0, 9)} %`,
  ]);
const wrongLearnerNumber = (chance: Chance): string => {
  const nine = `${between(chance, 1, 9)}${figures(chance, 8)}`;
  const check = learnerCheck(nine) ?? 3;
  return `${nine}${(check + between(chance, 1, 9)) % 10}`;
};
const reference = (chance: Chance): string =>
  pick(chance, [
    `contract ref 0${between(chance, 1, 3)}${figures(chance, 9)}`,
    `order no. 07${figures(chance, 9)}`,
    `invoice ${figures(chance, 10)}`,
    `ref. DWP/${figures(chance, 4)}/${figures(chance, 6)}`,
    `purchase order PO-${figures(chance, 8)}`,
    `case ${pick(chance, ["NT", "QF", "KX"])}-${figures(chance, 6)}-C`,
    `company number ${figures(chance, 8)}`,
    `UKPRN 100${figures(chance, 5)}`,
    `ISBN 978-0-${figures(chance, 4)}-${figures(chance, 4)}-1`,
    `batch ${wrongLearnerNumber(chance)}`,
    `sha256-${figures(chance, 11)}ab${figures(chance, 12)}`,
  ]);
const place = (chance: Chance): string =>
  pick(chance, [
    `Room E${between(chance, 1, 9)} ${between(chance, 1, 9)}`,
    `Room ${pick(chance, ["B", "G", "W"])}${between(chance, 1, 30)}`,
    `Unit ${between(chance, 1, 9)}, Block M${between(chance, 1, 9)}`,
    `desk L${between(chance, 1, 4)} ${between(chance, 1, 9)}B`,
    `floor ${between(chance, 1, 4)}, bay S${between(chance, 1, 9)}`,
    `the M${between(chance, 1, 69)} and A${between(chance, 1, 999)} corridor`,
    `OS grid SE ${figures(chance, 3)} ${figures(chance, 3)}`,
  ]);
const code = (chance: Chance): string =>
  pick(chance, [
    `CS${figures(chance, 3)}`,
    `ERS-L3-AWARD`,
    `ST0663`,
    `Form ES${between(chance, 1, 50)}JP`,
    `500/${figures(chance, 4)}/${between(chance, 0, 9)}`,
    `601/${figures(chance, 4)}/X`,
    `course QF${between(chance, 1, 9)} ${between(chance, 1, 9)}AB`,
    `version 1.${between(chance, 0, 30)}.${between(chance, 0, 30)}`,
    `v0${between(chance, 1, 9)}.${figures(chance, 2)}.20${figures(chance, 2)}`,
    `QQ ${figures(chance, 2)} ${figures(chance, 2)} ${figures(chance, 2)} C`,
    `level L${between(chance, 1, 4)} 2nd edition`,
    `P24M`,
  ]);
const address = (chance: Chance): string =>
  pick(chance, [
    `<https://northgate.example/${figures(chance, 11)}>`,
    `[the form](https://forms.example/r?id=${figures(chance, 10)}&v=2)`,
    `[the notes](../files/e${figures(chance, 2)}-07${figures(chance, 9)}.pdf)`,
    `https://user@files.example/portfolio/${figures(chance, 4)}`,
    `git@host.example:team/report.git`,
    `files/${figures(chance, 11)}.png`,
    `logo@2x.png`,
  ]);

const words = [
  "Advisers meet each participant within five working days and agree what comes first.",
  "Managers read a sample of plans every month and talk about what they found.",
  "We no longer ask for a date of birth at the first meeting.",
  "The learner explained how the kitchen is set up and why the order matters.",
  "Nobody was born an adviser; the programme makes time for practice.",
  "Partners said that referrals come faster and with more of what they need.",
  "What has changed since is written in the improvement plan.",
  "May the second visit be earlier in the year, the employer asked.",
  "The phone number of the service is on every letter, and the postcode is not.",
];

/** One sentence or line of ordinary prose. */
export function ordinarySentence(chance: Chance): string {
  const year = between(chance, 2019, 2027);
  const make = pick<() => string>(chance, [
    () => pick(chance, words),
    () => pick(chance, words),
    () =>
      `On ${dateText(chance, year)} at ${time(chance)} the panel met in ${place(chance)} (@${evidence(chance)}, p. ${between(chance, 1, 40)}).`,
    () =>
      `The budget was ${amount(chance)}, of which ${amount(chance)} went to travel, under ${reference(chance)}.`,
    () =>
      `${standard(chance)} is served by @${evidence(chance)}-E${between(chance, 10, 60)} and by [@${evidence(chance)}; @${evidence(chance)}].`,
    () =>
      `It covers ${criterion(chance)} and ${criterion(chance)}, see ${code(chance)}.`,
    () =>
      `Between ${dateText(chance, year)} and ${dateText(chance, year)}, ${between(chance, 2, 99)}% of ${between(chance, 1, 9)},${figures(chance, 3)} replied.`,
    () =>
      `The record is ${reference(chance)}; the older one was ${reference(chance)}.`,
    () => `Details are at ${address(chance)} and in ${code(chance)}.`,
    () =>
      `Counts of ${figures(chance, 4)}, ${figures(chance, 5)} and ${wrongLearnerNumber(chance)} were read out on ${dateText(chance, year)}.`,
    () =>
      `The service began on ${dateText(chance, year)}, ${between(chance, 2, 9)} weeks before ${place(chance)} was free.`,
    () =>
      `Coordinates 53.${figures(chance, 6)}, -1.${figures(chance, 6)}; scale 1:${figures(chance, 5)}.`,
  ]);
  return make();
}

/** A page: header, headings, paragraphs, a list, a table, a fence. */
export function ordinaryPage(chance: Chance): string {
  const year = between(chance, 2019, 2027);
  const id = evidence(chance);
  const paragraph = (): string =>
    Array.from({ length: between(chance, 2, 6) }, () =>
      ordinarySentence(chance),
    ).join(" ");
  const row = (): string =>
    `| ${standard(chance)} | ${dateText(chance, year)} | ${amount(chance)} | ${place(chance)} | ${wrongLearnerNumber(chance)} |`;
  return [
    "---",
    `evidence: ${id}`,
    `title: Minutes of ${dateText(chance, year)}`,
    `date: ${year}-0${between(chance, 1, 9)}-1${between(chance, 0, 9)}`,
    "standards:",
    `  - ${standard(chance)}`,
    `file: ../files/${id.toLowerCase()}-${figures(chance, 11)}.pdf`,
    `held: Cabinet ${between(chance, 1, 9)}, ${place(chance)}`,
    "---",
    `# ${standard(chance)} What we did in ${year}`,
    "",
    paragraph(),
    "",
    `## ${code(chance)}`,
    "",
    paragraph(),
    "",
    `- ${ordinarySentence(chance)}`,
    `- [ ] ${ordinarySentence(chance)} (owner: Quality lead, due: ${year}-12-01)`,
    `${between(chance, 1, 9)}. ${ordinarySentence(chance)}`,
    "",
    "| Standard | Seen | Cost | Where | Ref |",
    "| --- | --- | --- | --- | --- |",
    row(),
    row(),
    "",
    "```text",
    ordinarySentence(chance),
    "```",
    "",
    `> ${paragraph()}`,
    "",
  ].join("\n");
}
