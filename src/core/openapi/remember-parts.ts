/** A part of a document, by the file that it stands in, and a name for what is worked out of it. */
export interface Part {
  readonly file: string
  readonly name: string
}

/** Remembers what was worked out of parts of a document, for as long as the files that were looked at are the same. Plain data. */
export interface RememberParts {
  now<T>(part: Part, work: () => T): T
  later<T>(part: Part, work: () => Promise<T>): Promise<T>
  /**
   * What follows from parts, and from nothing else but what is looked at beside them: where all parts come out as they did, so
   * does the whole. `again` works out one of its parts by itself. Once for a document.
   */
  whole<T>(work: () => Promise<T>, again: (part: Part) => unknown): Promise<T>
}

/** Works everything out anew. */
export const inNoMemory: RememberParts = {
  now: (_, work) => work(),
  later: (_, work) => work(),
  whole: (work) => work(),
}
