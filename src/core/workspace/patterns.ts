import ignore, { type Ignore } from 'ignore'

/** Patterns as git reads them: upper and lower case differ, and any name that a file can have is a path, even `...`. */
export function matcherOf(patterns: string | readonly string[]): Ignore {
  return ignore({ ignorecase: false, allowRelativePaths: true }).add(patterns)
}
