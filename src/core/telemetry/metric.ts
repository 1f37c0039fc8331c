/** A measured value, with what tells it from the others of its metric. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/** Something that is measured, as it is at this moment: a gauge. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly samples: readonly Sample[]
}
