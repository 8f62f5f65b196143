// Markdown that the generated pages are made of.

export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

export function code(written: string): string {
  return `\`${written}\``;
}

export function linked(source: string): string {
  return /^https?:\S+$/.test(source) ? `<${source}>` : plain(source);
}

/** Words of a pack are text, not Markdown. */
export function plain(words: string): string {
  return words.replace(/[\\`*<>[\]|]/g, "\\$&").replace(/\s+/g, " ");
}
