import swagger from '@seriousme/openapi-schema-validator/schemas/v2.0/schema.json' with { type: 'json' }
import openapi30 from '@seriousme/openapi-schema-validator/schemas/v3.0/schema.json' with { type: 'json' }
import openapi31 from '@seriousme/openapi-schema-validator/schemas/v3.1/schema.json' with { type: 'json' }
import openapi32 from '@seriousme/openapi-schema-validator/schemas/v3.2/schema.json' with { type: 'json' }
import { Ajv } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { Ajv2020 } from 'ajv/dist/2020.js'
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' }
import standaloneModule from 'ajv/dist/standalone/index.js'
import AjvDraft4Module from 'ajv-draft-04'
import addFormatsModule from 'ajv-formats'
import { build } from 'esbuild'
import { type Artifact, type ContractDocument, type Schema, selfContained } from './json-schemas.ts'
import { withSecuritySchemes } from './security-schemes.ts'

const standalone = standaloneModule.default
const addFormats = addFormatsModule.default
const AjvDraft4 = AjvDraft4Module.default
type AjvDraft4 = InstanceType<typeof AjvDraft4>
const folder = 'src/core/schema'

/** Validators compiled ahead of time: loading one takes milliseconds where compiling takes hundreds. */
export async function validatorModules(contract: ContractDocument): Promise<Artifact[]> {
  const schemas = Object.fromEntries(
    Object.entries(contract.components.schemas).flatMap(([name, schema]) => {
      const validator = schema['x-ossa-validator']
      return typeof validator === 'string' ? [[validator, selfContained(contract, name)]] : []
    }),
  )
  return [
    ...(await shapeModules(schemas)),
    ...(await openapiModule('openapi20', new AjvDraft4(schemaOptions), withSecuritySchemes(swagger))),
    ...(await openapiModule('openapi30', new AjvDraft4(schemaOptions), withSecuritySchemes(openapi30))),
    ...(await openapiModule('openapi31', new Ajv2020(schemaOptions), withSchemaObjects(openapi31))),
    ...(await openapiModule('openapi32', new Ajv2020(schemaOptions), withSchemaObjects(openapi32))),
    ...(await schemaModule('meta2020', new Ajv2020(schemaOptions), {
      $ref: 'https://json-schema.org/draft/2020-12/schema',
    })),
    ...(await schemaModule('meta2019', new Ajv2019(schemaOptions), {
      $ref: 'https://json-schema.org/draft/2019-09/schema',
    })),
    ...(await schemaModule('meta07', new Ajv(schemaOptions), { $ref: 'http://json-schema.org/draft-07/schema' })),
    ...(await schemaModule('meta06', new Ajv(schemaOptions).addMetaSchema(draft06), {
      $ref: 'http://json-schema.org/draft-06/schema',
    })),
    ...(await schemaModule('meta04', new AjvDraft4(schemaOptions), { $ref: 'http://json-schema.org/draft-04/schema' })),
  ]
}

async function shapeModules(schemas: Record<string, Schema>): Promise<Artifact[]> {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    ownProperties: true,
    code: { source: true, esm: true },
  })
  addFormats(ajv)
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name)
  const modules = Object.keys(schemas).map((name) =>
    moduleOf(`${inWords(name)}-validator`, [name], standalone(ajv, { [name]: name })),
  )
  return (await Promise.all(modules)).flat()
}

function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

const schemaOptions = { allErrors: true, strict: false, validateFormats: false, code: { source: true, esm: true } }

async function schemaModule(
  name: string,
  ajv: Ajv | Ajv2019 | Ajv2020 | AjvDraft4,
  schema: object,
): Promise<Artifact[]> {
  ajv.addSchema(schema, name)
  return moduleOf(`${name}-validator`, [name], standalone(ajv, { [name]: name }))
}

async function openapiModule(name: string, ajv: Ajv2020 | AjvDraft4, schema: object): Promise<Artifact[]> {
  ajv.addSchema(schema, name)
  const members = `export const ${name}Members = new Set(${JSON.stringify([...membersIn(schema)].sort())});\n`
  return moduleOf(`${name}-validator`, [name], standalone(ajv, { [name]: name }) + members)
}

/** The names of all properties that a schema knows anywhere. */
function membersIn(schema: unknown, names = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return names
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === 'properties') for (const name of Object.keys(value)) names.add(name)
    membersIn(value, names)
  }
  return names
}

/**
 * The official schemas, in a publication whose `$dynamicRef` have been replaced by `$ref`: ajv misreads them and refuses valid
 * documents (OAI/OpenAPI-Specification#2689). What they would lead to is the meta-schema of JSON Schema.
 */
function withSchemaObjects<Document extends { readonly $defs: object }>(schema: Document): Document {
  return { ...schema, $defs: { ...schema.$defs, schema: { $ref: 'https://json-schema.org/draft/2020-12/schema' } } }
}

async function moduleOf(name: string, exports: string[], source: string): Promise<Artifact[]> {
  const bundle = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    // Paths of modules get into the output; a linked node_modules must not show.
    preserveSymlinks: true,
  })
  const declarations = exports.flatMap((validator) => [
    `export declare const ${validator}: CompiledValidator`,
    ...(source.includes(`export const ${validator}Members`)
      ? [`export declare const ${validator}Members: ReadonlySet<string>`]
      : []),
  ])
  return [
    {
      file: `${folder}/${name}.gen.js`,
      content: `// Generated by \`npm run generate\`. Do not edit.\n${bundle.outputFiles[0]?.text}`,
    },
    {
      file: `${folder}/${name}.gen.d.ts`,
      content: `// Generated by \`npm run generate\`. Do not edit.\nimport type { CompiledValidator } from './validator.ts'\n\n${declarations.join('\n')}\n`,
    },
  ]
}
