/** OpenAPI documents as a graph: operations, references, and the schemas of what goes in and out. Knows no agents. */

export { bundleSchema, schemaOrigin } from './bundle.ts'
export { checkOpenApi } from './check.ts'
export { type OperationContract, type OperationRequest, operationContract, type RequestParameter } from './contract.ts'
export { openapiDiagnostics } from './diagnostics.ts'
export {
  findOperation,
  isOpenApi,
  type OpenApiDocument,
  type OpenApiVersion,
  type Operation,
  openOpenApi,
} from './document.ts'
export { type LoadDocument, type Located, referencedFile, resolveReference } from './reference.ts'
