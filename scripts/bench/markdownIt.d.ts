// What is used of markdown-it, which ships no types.
declare module "markdown-it" {
  export interface Token {
    readonly type: string;
    readonly map: readonly [number, number] | null;
    readonly children: readonly Token[] | null;
    readonly content: string;
  }
  class MarkdownIt {
    constructor(options: { readonly html: boolean; readonly linkify: boolean });
    readonly linkify: { set(options: { readonly fuzzyLink: boolean }): void };
    parse(text: string, env: object): readonly Token[];
  }
  export { MarkdownIt as default };
}
