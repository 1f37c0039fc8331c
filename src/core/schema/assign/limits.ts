const limits = new Set([
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'enum', 'const'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'dependentRequired'],
])

/** True for keywords that leave the kind of a value alone and refuse some of its values. */
export function isLimit(keyword: string): boolean {
  return limits.has(keyword)
}
