import type { Ignore } from 'ignore'
import type { WorkspaceConfiguration } from '#core/contract'
import { type Finding, OssaError } from '#core/diagnostics'
import { decodeText, type Entry, type FileTree, formatOf, joinPath, sourceDiagnostics } from '#core/source'
import { matcherOf } from './patterns.ts'

const alwaysSkipped = new Set(['.git', 'node_modules', '.ossa'])
const ignoreFile = '.gitignore'
const maximumFiles = 100_000

export interface DiscoverOptions {
  readonly configuration: WorkspaceConfiguration
  /** Give up after so many files and folders of any kind. */
  readonly mostEntries?: number
}

export interface Discovered {
  readonly files: readonly string[]
  /** Their names, by folder. */
  readonly names: ReadonlyMap<string, readonly string[]>
  /** Those that were looked into. */
  readonly folders: readonly string[]
  readonly findings: readonly Finding[]
  /** False if there was more than could be looked at. */
  readonly isComplete: boolean
}

/**
 * The files below a folder that could hold something: YAML, JSON and markdown, except what git ignores and what the
 * configuration leaves out. Sorted by path. A folder that cannot be read becomes a finding.
 */
export function discoverFiles(
  tree: FileTree,
  folder: string,
  { configuration, mostEntries = Number.POSITIVE_INFINITY }: DiscoverOptions,
): Discovered {
  const files: string[] = []
  const namesIn = new Map<string, string[]>()
  const folders: string[] = []
  const findings: Finding[] = []
  const excluded = configuration.exclude === undefined ? undefined : matcherOf(configuration.exclude)
  const included = configuration.include === undefined ? undefined : matcherOf(configuration.include)

  let entries = 0
  const walk = (current: string, above: readonly Rules[]) => {
    const context = { file: current || '.', findings, otherwise: [] }
    folders.push(current)
    const listed: readonly Entry[] = attempt(() => tree.list(current), context)
    const isRuled = listed.some(({ name }) => name === ignoreFile)
    const names: string[] = []
    const rules = isRuled ? [...above, ...rulesOf(tree, current, findings)] : above
    for (const { name, kind } of listed) {
      if (entries++ >= mostEntries) return
      const path = joinPath(current, name)
      if (
        alwaysSkipped.has(name) ||
        isIgnored(rules, path, kind) ||
        excluded?.ignores(kind === 'folder' ? `${path}/` : path)
      )
        continue
      if (kind === 'folder') walk(path, rules)
      else if (formatOf(name) !== undefined && (included === undefined || included.ignores(path))) {
        files.push(path)
        names.push(name)
      }
      if (files.length > maximumFiles) throw tooMany(folder)
    }
    if (names.length > 0) namesIn.set(current, names)
  }
  walk(folder, rulesAbove(tree, folder, findings))
  return { files: files.sort(), names: namesIn, folders, findings, isComplete: entries <= mostEntries }
}

interface Rules {
  readonly folder: string
  /** The way to the root, for rules that stand above it. */
  readonly prefix?: string
  readonly matcher: Ignore
}

function rulesOf(tree: FileTree, folder: string, findings: Finding[]): Rules[] {
  const file = joinPath(folder, ignoreFile)
  const bytes =
    tree.kindOf(file) === 'file' ? attempt(() => tree.read(file), { file, findings, otherwise: undefined }) : undefined
  const decoded = bytes === undefined ? undefined : decodeText(bytes)
  return decoded !== undefined && 'text' in decoded ? [{ folder, matcher: matcherOf(decoded.text) }] : []
}

function rulesAbove(tree: FileTree, folder: string, findings: Finding[]): Rules[] {
  const segments = folder === '' ? [] : folder.split('/')
  const outer = (tree.ignoredAbove ?? []).map(({ prefix, rules }) => ({
    folder: '',
    prefix,
    matcher: matcherOf(rules),
  }))
  return [...outer, ...segments.flatMap((_, depth) => rulesOf(tree, segments.slice(0, depth).join('/'), findings))]
}

// The rules nearest to a path have the last word, as in git.
function isIgnored(rules: readonly Rules[], path: string, kind: 'file' | 'folder'): boolean {
  for (const { folder, prefix = '', matcher } of rules.toReversed()) {
    const relative = joinPath(prefix, folder === '' ? path : path.slice(folder.length + 1))
    const { ignored, unignored } = matcher.test(kind === 'folder' ? `${relative}/` : relative)
    if (ignored || unignored) return ignored
  }
  return false
}

// What cannot be read becomes a finding.
function attempt<T>(read: () => T, context: { file: string; findings: Finding[]; otherwise: T }): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    context.findings.push(sourceDiagnostics.readable({ file: context.file, pointer: '', message: error.message }))
    return context.otherwise
  }
}

function tooMany(folder: string): OssaError {
  return new OssaError(
    'workspace/too-large',
    `There are more than ${maximumFiles} files below ${folder || 'the root'}.`,
    {
      hint: 'Choose a smaller folder with --root, or leave some out with `exclude` in ossa.yaml.',
    },
  )
}
