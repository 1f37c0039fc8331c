import { parse } from 'es-module-lexer'
import { transform } from 'esbuild'
import { deferImports } from './defer-imports.ts'

/**
 * Turns a file of the bundle, an ES module as the bundler writes it, into CommonJS. What it exports are plain members, read as fast as
 * any: the loops of one chunk use what stands in another. Only what may be assigned again later is asked for each time. Waits for the
 * lexer: `init` must have been awaited. Throws for forms of export that the bundler does not write.
 */
export async function toCommonJs(text: string): Promise<string> {
  const [imports] = parse(text)
  let code = withExports(text)
  // Compiled code that was kept cannot import by itself: what is imported when it is needed goes through the loader.
  for (const { type, importStart: start } of imports.toReversed())
    if (type === 'dynamic') code = `${code.slice(0, start)}importModule${code.slice(start + 'import'.length)}`
  const options = { format: 'cjs', platform: 'node', target: 'node20.19', minifyWhitespace: true } as const
  const { code: made } = await transform(code, options)
  // On a line of its own, it is seen by tools that look for it without parsing.
  const place = made.lastIndexOf(exported)
  return deferImports(place === -1 ? made : `${made.slice(0, place)}\n${made.slice(place)}`)
}

/** How the exports of a file begin. */
const exported = 'module.exports={__esModule:true'

/** The one statement at the end in which the bundler exports everything. */
const exportStatement = /\bexport\{([\w$ ,]*)\};?\s*(\/\/.*\s*|\/\*.*\*\/\s*)?$/

function withExports(text: string): string {
  const exports = parse(text)[1]
  if (exports.length === 0) return text
  const [, listed = ''] = exportStatement.exec(text) ?? []
  const names = listed.split(',')
  if (names.length !== exports.length || exports.some(({ type }) => type === 'reexport-all'))
    throw new Error(`This is not how the bundler exports: ${text.slice(exports[0]?.exportStart)}`)
  const members = names.map((each, place) => {
    const [local = '', name = local] = each.split(' as ')
    // What another file exports is not to be loaded before somebody asks for it.
    const isLater = exports[place]?.type === 'reexport' || isAssignedAgain(text, local)
    return isLater ? `get ${name}(){return ${local}}` : `${name}:${local}`
  })
  return text.replace(exportStatement, () => `${exported},${members.join()}};`)
}

// Rather once too often than not: the same name may be that of something else in a function.
function isAssignedAgain(text: string, name: string): boolean {
  const word = name.replaceAll('$', '\\$')
  const assigned = new RegExp(`(?<![\\w$.])${word}\\s*([-+*/%&|^]|\\*\\*|<<|>>>?|&&|\\|\\||\\?\\?)?=(?![=>])`, 'g')
  const counted = new RegExp(`(\\+\\+|--)${word}(?![\\w$])|(?<![\\w$.])${word}(\\+\\+|--)`)
  const isFunction = new RegExp(`(?<![\\w$.])function\\*? ${word}\\(`).test(text)
  return counted.test(text) || [...text.matchAll(assigned)].length > (isFunction ? 0 : 1)
}

/** What a file exports is there when all of it has run. Throws where files import one another in a circle, by what each imports. */
export function refuseCircles(imports: ReadonlyMap<string, readonly string[]>): void {
  const done = new Set<string>()
  const visit = (file: string, above: readonly string[]): void => {
    if (above.includes(file))
      throw new Error(`Import one another: ${[...above.slice(above.indexOf(file)), file].join(' → ')}`)
    if (done.has(file)) return
    for (const imported of imports.get(file) ?? []) visit(imported, [...above, file])
    done.add(file)
  }
  for (const file of imports.keys()) visit(file, [])
}
