export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie'

const styles = [
  'form',
  'simple',
  'label',
  'matrix',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
  'cookie',
] as const

/** How lists and objects become text; those of OpenAPI, and one for `tsv` of Swagger 2.0. */
export type ParameterStyle = (typeof styles)[number]

export function isStyle(value: unknown): value is ParameterStyle {
  return styles.some((style) => style === value)
}

/** How a value is written. Where nothing is said, `form` in queries and cookies, `simple` elsewhere. */
export interface ValueStyle {
  readonly style?: ParameterStyle
  readonly explode?: boolean
  readonly allowReserved?: boolean
}

export interface RequestParameter extends ValueStyle {
  readonly name: string
  readonly in: ParameterPlace
  readonly required: boolean
  readonly explode: boolean
  /** It is written as JSON, whatever it is. */
  readonly isJson?: boolean
}

/** What a body is on its way: JSON, a form, several parts, text, or bytes, which are base64 in values. */
export type ContentKind = 'json' | 'form' | 'multipart' | 'text' | 'binary'

/** How a field of a form is written, where it is not as usual. */
export interface FormField extends ValueStyle {
  readonly name: string
  readonly contentType?: string
  /** Its value is base64. */
  readonly isFile?: boolean
}

export interface RequestContent {
  readonly kind: ContentKind
  readonly mediaType: string
  /** It is sent even if the input has nothing for it. */
  readonly required: boolean
  readonly fields?: readonly FormField[]
}

export interface ResponseContent {
  readonly kind: 'json' | 'text' | 'binary'
  readonly mediaType: string
}

/** How an input becomes an HTTP request, and an answer an output. Plain data: it is stored with the plan of a workflow. */
export interface OperationRequest {
  readonly method: string
  readonly path: string
  /** Where the service is, if the document has an absolute URL. */
  readonly server?: string
  readonly parameters: readonly RequestParameter[]
  /** `fields`: what is no parameter is a field of the body; `whole`: the field `body` is the body. */
  readonly body: 'none' | 'fields' | 'whole'
  /** What the body is. JSON where nothing is said. */
  readonly content?: RequestContent
  /** What a success answers with. JSON where nothing is said. */
  readonly response?: ResponseContent
}
