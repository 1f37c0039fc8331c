import openapiTypescript, { astToString } from 'openapi-typescript'
import type { Artifact, ContractDocument } from './json-schemas.ts'

/** TypeScript types of every component. */
export async function contractTypes(contract: ContractDocument): Promise<Artifact[]> {
  // An index signature for `x-` extensions would make every misspelt property of the type legal.
  const source = JSON.parse(JSON.stringify(contract), (key, value) => (key === 'patternProperties' ? undefined : value))
  const ast = await openapiTypescript(source, {
    immutable: true,
    alphabetize: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
  })
  const content = `// Generated from schemas/ossa.openapi.yaml by \`npm run generate\`. Do not edit.\n${astToString(ast)}`
  return [{ file: 'src/core/contract/types.gen.ts', content }]
}
