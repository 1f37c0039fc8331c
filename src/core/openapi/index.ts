/** OpenAPI documents as a graph: operations, references, and the schemas of what goes in and out. Knows no agents. */

export { bundleDocument } from './bundle-document.ts'
export { bundleSchema, modernSchema, SchemaBundler, schemaOrigin } from './bundle-schema.ts'
export { checkOpenApi, checkOpenApiFile } from './check.ts'
export { checkPartOf } from './check-again.ts'
export { checkSchema } from './check-schema.ts'
export { type OperationContract, operationContract } from './contract.ts'
export { openapiDiagnostics } from './diagnostics.ts'
export { type Direction, hiddenFields } from './direction.ts'
export {
  findOperation,
  isOpenApi,
  type OpenApiDocument,
  type Operation,
  openOpenApi,
} from './document.ts'
export { readEndpoint } from './endpoint.ts'
export type {
  Endpoint,
  EndpointBody,
  EndpointParameter,
  EndpointResponse,
  MediaTypes,
  SecurityRequirement,
} from './endpoint-model.ts'
export { type OperationError, operationErrors } from './errors.ts'
export type { OpenApiVersion } from './grammar.ts'
export { callbacksOf, webhooksOf } from './paths/called-back.ts'
export { type LoadDocument, type Located, type Refused, referencedFile, resolveReference } from './reference.ts'
export { inNoMemory, type Part, type RememberParts } from './remember-parts.ts'
export type {
  ContentKind,
  FormField,
  OperationRequest,
  ParameterStyle,
  RequestContent,
  RequestParameter,
  ResponseContent,
  ValueStyle,
} from './request-model.ts'
export { unresolvedReference } from './unresolved.ts'
