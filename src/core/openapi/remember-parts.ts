/** A part of a document, by the file that it stands in, and a name for what is worked out of it. */
export interface Part {
  readonly file: string
  readonly name: string
}

/** Remembers what was worked out of parts of a document, for as long as the files that were looked at are the same. Plain data. */
export interface RememberParts {
  now<T>(part: Part, work: () => T): T
  later<T>(part: Part, work: () => Promise<T>): Promise<T>
}

/** Works everything out anew. */
export const inNoMemory: RememberParts = { now: (_, work) => work(), later: (_, work) => work() }
