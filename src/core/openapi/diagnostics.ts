import { defineDiagnostics } from '#core/diagnostics'

export const openapiDiagnostics = defineDiagnostics({
  structure: {
    code: 'openapi/valid-structure',
    severity: 'error',
    summary: 'An OpenAPI document has the structure that the specification asks for.',
    rationale: 'Types, requests and documentation made from a malformed document are wrong in ways nobody sees.',
    hint: 'Compare this place with the OpenAPI specification.',
  },
  version: {
    code: 'openapi/known-version',
    severity: 'error',
    summary: 'An OpenAPI document is of a version that is understood.',
    rationale: 'A document of another version would be read by the wrong rules.',
    hint: 'Use OpenAPI 3.0, 3.1 or 3.2, or Swagger 2.0.',
  },
  uniqueOperation: {
    code: 'openapi/unique-operation-id',
    severity: 'error',
    summary: 'An operationId names one operation of its document.',
    rationale: 'A capability that is bound by this id could mean either of the two.',
    hint: 'Rename one of the two.',
  },
  reference: {
    code: 'references/ref-resolves',
    severity: 'error',
    summary: 'Every $ref leads somewhere.',
    rationale: 'A schema with a hole cannot be checked, and code made from it does not compile.',
    hint: 'Correct the reference, or add what it refers to.',
  },
  remoteAllowed: {
    code: 'references/remote-allowed',
    severity: 'error',
    summary: 'A $ref leads to another host only where ossa.yaml allows it.',
    rationale:
      'Whoever can change a document that is fetched changes what agents do, and what is asked for says who asks.',
    hint: 'Copy the document into the workspace, or allow its address with `remote.allow` in ossa.yaml.',
  },
  remoteAvailable: {
    code: 'references/remote-available',
    severity: 'error',
    summary: 'A document of another host that a $ref leads to can be had.',
    rationale: 'A schema with a hole cannot be checked, and code made from it does not compile.',
    hint: 'Correct the address, or copy the document into the workspace.',
  },
  collision: {
    code: 'openapi/distinct-input-names',
    severity: 'error',
    summary: 'The parameters and body fields of a bound operation have different names.',
    rationale: 'The input of a capability is flat, so one value would have to serve for two.',
    hint: 'Rename one of the two, or bind an operation where they differ.',
  },
  mediaType: {
    code: 'openapi/json-body',
    severity: 'error',
    summary: 'A bound operation takes and gives JSON.',
    rationale: 'Agents exchange JSON values; anything else cannot be typed or sent.',
    hint: 'Offer application/json, or bind another operation.',
  },
})
