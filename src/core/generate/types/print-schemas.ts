import type { GlobalContext, SchemaObject } from 'openapi-typescript'
import { targetOf } from './circles.ts'
import { docComment } from './code-text.ts'
import type { PortableSchema } from './portable-schema.ts'

/** The definitions as exported types, sorted by name. Loads openapi-typescript and with it the TypeScript compiler only now. */
export async function printSchemas(definitions: ReadonlyMap<string, PortableSchema>): Promise<string> {
  if (definitions.size === 0) return 'export {};\n'
  const [{ astToString, transformSchemaObject }, { default: ts }] = await Promise.all([
    import('openapi-typescript'),
    import('typescript'),
  ])
  const context = contextOf(definitions)
  const isExported = [ts.factory.createModifier(ts.SyntaxKind.ExportKeyword)]
  const aliases = [...definitions].sort(byName).map(([identifier, { title, ...portable }]) => {
    const schema = portable as SchemaObject
    const type = transformSchemaObject(schema, { path: `#/${identifier}`, schema, ctx: context })
    const alias = ts.factory.createTypeAliasDeclaration(isExported, identifier, undefined, type)
    return docComment(title, '') + astToString(alias)
  })
  const footer = context.injectFooter.map((node) => astToString(node))
  return [...aliases, ...footer].join('\n')
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}

// What openapi-typescript works out for a whole document before it comes to the schemas; everything else is left at its default.
function contextOf(definitions: ReadonlyMap<string, PortableSchema>): GlobalContext {
  const context: Partial<GlobalContext> = {
    defaultNonNullable: false,
    discriminators: { objects: {}, refsHandled: [] },
    emptyObjectsUnknown: true,
    injectFooter: [],
    silent: true,
    // Asked only to make properties of a referenced type required, which works for plain objects.
    resolve<T>(reference: string) {
      const schema = definitions.get(targetOf(reference))
      return (schema?.type === 'object' ? schema : undefined) as T | undefined
    },
  }
  return context as GlobalContext
}
