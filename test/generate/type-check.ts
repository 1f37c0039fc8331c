import path from 'node:path'
import ts from 'typescript'

const options: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
}

const libraries = new Map<string, ts.SourceFile | undefined>()

/** What `tsc --strict` says about files that exist only here: by name, relative to one folder. */
export function typeProblems(files: Readonly<Record<string, string>>): string[] {
  const folder = path.resolve('virtual')
  const texts = new Map(Object.entries({ 'package.json': '{ "type": "module" }', ...files }).map(inFolder(folder)))
  const host = ts.createCompilerHost(options)
  const onDisk = { read: host.readFile, exists: host.fileExists, parse: host.getSourceFile }
  host.readFile = (file) => texts.get(file) ?? onDisk.read(file)
  host.fileExists = (file) => texts.has(file) || onDisk.exists(file)
  host.directoryExists = () => true
  host.getSourceFile = (file, target) => {
    const text = texts.get(file)
    if (text !== undefined) return ts.createSourceFile(file, text, target)
    if (!libraries.has(file)) libraries.set(file, onDisk.parse(file, target))
    return libraries.get(file)
  }
  const program = ts.createProgram(
    [...texts.keys()].filter((file) => file.endsWith('.ts')),
    options,
    host,
  )
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0
    const text = ts.flattenDiagnosticMessageText(messageText, '\n')
    return `${file === undefined ? '' : path.basename(file.fileName)}:${line + 1} ${text}`
  })
}

/** The kinds of the statements of a file; a syntax error shows as anything but these. */
export function statementKinds(text: string): string[] {
  const file = ts.createSourceFile('file.ts', text, ts.ScriptTarget.ES2022)
  return [...new Set(file.statements.map(({ kind }) => ts.SyntaxKind[kind]))].sort()
}

function inFolder(folder: string): (entry: [string, string]) => [string, string] {
  return ([name, text]) => [path.join(folder, name), text]
}
