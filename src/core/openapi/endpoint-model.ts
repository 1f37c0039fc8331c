import type { OpenApiDocument, Operation } from './document.ts'
import type { Located } from './reference.ts'
import type { ParameterPlace } from './request-model.ts'

/** Everything that one operation promises, for OpenAPI 3 and Swagger 2.0 alike. Any media type, any status. */
export interface Endpoint {
  readonly operation: Operation
  readonly isDeprecated: boolean
  readonly parameters: readonly EndpointParameter[]
  readonly body: EndpointBody | undefined
  /** By status code, range or `default`. */
  readonly responses: ReadonlyMap<string, EndpointResponse>
  /** Any one of these is enough. None: nobody is asked who they are. */
  readonly security: readonly SecurityRequirement[]
  /** What the service calls by itself: operations of its callers. */
  readonly callbacks: ReadonlyMap<string, Located>
}

export interface EndpointParameter extends Located {
  readonly name: string
  readonly in: ParameterPlace | 'formData'
  readonly required: boolean
  readonly isDeprecated: boolean
  readonly schema: Located
  /** How a value is written down: style, explode, the media type. Equal texts mean the same. */
  readonly serialisation: string
}

export interface EndpointBody extends Located {
  readonly required: boolean
  readonly media: MediaTypes
}

export interface EndpointResponse extends Located {
  readonly media: MediaTypes
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, EndpointHeader>
}

export interface EndpointHeader extends Located {
  readonly name: string
  readonly required: boolean
  readonly schema: Located
}

/** Schemas by media type, as it is written; `true` where nothing is said. */
export type MediaTypes = ReadonlyMap<string, Located>

/** One way to be let in: all of these schemes at once. None: everybody is. */
export interface SecurityRequirement extends Located {
  readonly schemes: ReadonlyMap<string, SecurityScheme>
}

export interface SecurityScheme {
  readonly scopes: readonly string[]
  /** What the document says of the scheme; undefined if it says nothing. */
  readonly definition: Located | undefined
}

/** What an operation is read from. */
export interface EndpointContext {
  readonly document: OpenApiDocument
  readonly operation: Operation
  readonly resolve: (located: Located) => Located | undefined
}
