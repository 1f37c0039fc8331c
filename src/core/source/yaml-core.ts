/** How plain scalars are read: the core schema of YAML 1.2, section 10.3. */

const integer = /^[-+]?[0-9]+$|^0o[0-7]+$|^0x[0-9a-fA-F]+$/
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
const special: Readonly<Record<string, number>> = {
  '.inf': Infinity,
  '.Inf': Infinity,
  '.INF': Infinity,
  '+.inf': Infinity,
  '+.Inf': Infinity,
  '+.INF': Infinity,
  '-.inf': -Infinity,
  '-.Inf': -Infinity,
  '-.INF': -Infinity,
  '.nan': Number.NaN,
  '.NaN': Number.NaN,
  '.NAN': Number.NaN,
}

export function isNull(text: string): boolean {
  return /^(null|Null|NULL|~|)$/.test(text)
}

export function isBoolean(text: string): boolean {
  return /^(true|True|TRUE|false|False|FALSE)$/.test(text)
}

export function isInteger(text: string): boolean {
  return integer.test(text)
}

export function isFloat(text: string): boolean {
  return float.test(text) || Object.hasOwn(special, text)
}

/** The number that an integer or a float is written as. */
export function numberOf(text: string): number {
  return special[text] ?? Number(text.replace(/^\+/, ''))
}

/** Whether a number is the very one that is written: JSON has no infinity, and large integers lose their last digits. */
export function isExact(value: number, text: string): boolean {
  return Number.isFinite(value) && (!isInteger(text) || Number.isSafeInteger(value))
}
