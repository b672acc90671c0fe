// What is used of pdfmake; the types that others publish for it bring those of browsers along.
declare module 'pdfmake' {
  type Margin = number | readonly number[];
  /** A piece of a document: text, stacks, columns, tables, lines. */
  interface Content {
    readonly [property: string]: unknown;
  }
  interface Definition {
    pageSize: string;
    pageOrientation: 'portrait' | 'landscape';
    pageMargins: Margin;
    defaultStyle: Content;
    info: Record<string, string>;
    header: (page: number) => Content | string;
    content: readonly Content[];
  }
  const pdfmake: {
    setFonts(fonts: Record<string, Record<string, string>>): void;
    setUrlAccessPolicy(isAllowed: (url: string) => boolean): void;
    setLocalAccessPolicy(isAllowed: (path: string) => boolean): void;
    createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
  };
  export type { Content, Definition };
  export default pdfmake;
}
