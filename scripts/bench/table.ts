// The table that a person reads.
import type { Row } from "./rows.ts";

export function printTable(title: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  console.log(`\n${title}\n`);
  const table = [
    ["", "figure", "yardstick", "", "target", ""],
    ...rows.map((row) => [
      row.what,
      written(row.figure, row.unit),
      row.yardstick === undefined
        ? ""
        : `${row.yardstick} ${written(row.base, row.unit)}`,
      comparison(row),
      row.target,
      row.target === "" ? "" : verdict(row.isMet),
    ]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) =>
    Math.max(...table.map((cells) => cells[column]?.length ?? 0)),
  );
  for (const cells of table) {
    const padded = cells.map((cell, column) => {
      const width = widths[column] ?? 0;
      return [1, 2, 3].includes(column)
        ? cell.padStart(width)
        : cell.padEnd(width);
    });
    console.log(`  ${padded.join("  ").trimEnd()}`);
  }
}

function verdict(isMet: boolean | undefined): string {
  return isMet === undefined ? "n/a" : isMet ? "met" : "MISSED";
}

function comparison({ ratio, difference, isOver, unit }: Row): string {
  if (ratio === undefined || difference === undefined) return "";
  if (!isOver) return `${digits(ratio)}×`;
  return `${difference < 0 ? "−" : "+"}${written(Math.abs(difference), unit)}`;
}

function written(value: number | undefined, unit: string): string {
  return value === undefined ? "n/a" : `${digits(value)} ${unit}`.trimEnd();
}

function digits(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (value < 0.1) return value.toPrecision(2);
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
