/** One fault as ajv reports it. */
export interface ValidatorError {
  readonly instancePath: string
  readonly keyword: string
  readonly schemaPath: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
  readonly propertyName?: string
}

/** A function that ajv has compiled. `errors` belongs to the last call. */
export interface CompiledValidator {
  (value: unknown): boolean
  readonly errors?: readonly ValidatorError[] | null
}
