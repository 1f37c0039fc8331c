/** What may go wrong when an expression is evaluated, as its types tell. */
export interface TypeProblem {
  /**
   * `closed`, `undeclared`: no such field. `scalar`: no fields at all. `absent`, `null`: there may be nothing to read. `operands`: an
   * operator or function cannot take what it is given; `sometimes-operands`: not all of it. `never`: a comparison that cannot hold.
   * `composed-text`: a list or an object in a text.
   */
  readonly kind:
    | 'closed'
    | 'undeclared'
    | 'scalar'
    | 'absent'
    | 'null'
    | 'operands'
    | 'sometimes-operands'
    | 'never'
    | 'composed-text'
  readonly message: string
  readonly hint?: string
  /** Offsets in the expression. */
  readonly start: number
  readonly end: number
  /** Parts of schemas that say what the types are, as they stand there. */
  readonly declared: readonly Declared[]
}

export interface Declared {
  readonly schema: object
  /** What is said there: `input.name is string`. */
  readonly message: string
}
