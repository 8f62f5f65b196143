// The one frozen Markdown processor: CommonMark with GFM's tables, task items,
// footnotes and strikethrough. Literal autolinks are left out: they cost most
// and can turn an `@` into a link.

import type { Root } from "mdast";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import remarkParse from "remark-parse";
import { unified, type Processor } from "unified";

function withGfm(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [
    gfmTable(),
    gfmTaskListItem(),
    gfmFootnote(),
    gfmStrikethrough(),
  ];
  data.fromMarkdownExtensions = [
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
  ];
}

const processor = unified().use(remarkParse).use(withGfm).freeze();

/** Parses a body. Lines and offsets count from the start of `text`. */
export function parseMarkdown(text: string): Root {
  return processor.parse(text);
}
