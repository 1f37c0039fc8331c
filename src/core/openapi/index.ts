/** OpenAPI documents as a graph: operations, references, and the schemas of what goes in and out. Knows no agents. */

export { bundleDocument } from './bundle-document.ts'
export { bundleSchema, schemaOrigin } from './bundle-schema.ts'
export { checkOpenApi } from './check.ts'
export { type OperationContract, type OperationRequest, operationContract, type RequestParameter } from './contract.ts'
export { openapiDiagnostics } from './diagnostics.ts'
export {
  findOperation,
  isOpenApi,
  type OpenApiDocument,
  type Operation,
  openOpenApi,
} from './document.ts'
export type { OpenApiVersion } from './grammar.ts'
export { type LoadDocument, type Located, resolveReference } from './reference.ts'
