import { FAILSAFE_SCHEMA, loadAll, Type, YAMLException } from 'js-yaml'

// The YAML 1.2 core schema. js-yaml's own also reads `0b11` and `1_000` as numbers, which YAML 1.2 does not.
const integer = /^[-+]?[0-9]+$|^0o[0-7]+$|^0x[0-9a-fA-F]+$/
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/
const special: Readonly<Record<string, number>> = {
  '.inf': Infinity,
  '.Inf': Infinity,
  '.INF': Infinity,
  '+.inf': Infinity,
  '-.inf': -Infinity,
  '-.Inf': -Infinity,
  '-.INF': -Infinity,
  '.nan': Number.NaN,
  '.NaN': Number.NaN,
  '.NAN': Number.NaN,
}

let inexact = false

const exact = (value: number, isInteger: boolean): number => {
  if (!Number.isFinite(value) || (isInteger && !Number.isSafeInteger(value))) inexact = true
  return value
}

const scalar = (tag: string, resolve: (text: string) => boolean, construct: (text: string) => unknown) =>
  new Type(`tag:yaml.org,2002:${tag}`, {
    kind: 'scalar',
    resolve: (text) => resolve(text ?? ''),
    construct: (text) => construct(text ?? ''),
  })

const schema = FAILSAFE_SCHEMA.extend({
  implicit: [
    scalar(
      'null',
      (text) => /^(null|Null|NULL|~|)$/.test(text),
      () => null,
    ),
    scalar(
      'bool',
      (text) => /^(true|True|TRUE|false|False|FALSE)$/.test(text),
      (text) => /^[tT]/.test(text),
    ),
    scalar(
      'int',
      (text) => integer.test(text),
      (text) => exact(Number(text.replace(/^\+/, '')), true),
    ),
    scalar(
      'float',
      (text) => float.test(text) || text in special,
      (text) => exact(special[text] ?? Number(text), false),
    ),
    scalar(
      'merge',
      (text) => text === '<<',
      (text) => text,
    ),
  ],
})

// A %YAML directive, a lone carriage return, or a mapping as a key, as in an unquoted {{template}}.
const suspicious = /^%YAML|\r(?!\n)|\{\s*[{[]|^[ \t]*\?[ \t\n]/m

/**
 * Reads all documents at several times the speed of `parseYamlFully`. Returns undefined for anything that is faulty, or that
 * another parser could read differently; the slow parser then decides and says where.
 */
export function parseYamlFast(text: string): unknown[] | undefined {
  if (suspicious.test(text)) return undefined
  inexact = false
  const documents: unknown[] = []
  try {
    loadAll(text, (document) => documents.push(document), { schema })
  } catch (error) {
    if (error instanceof YAMLException) return undefined
    throw error
  }
  return inexact ? undefined : documents
}
