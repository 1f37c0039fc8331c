import { Document, isScalar, type Scalar, stringify, visit } from 'yaml'
import { escapeHidden } from '#core/diagnostics'

const options = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const
// What older readers take for something else (`yes`, `0777`) is quoted.
const compatible = { compat: 'yaml-1.1' } as const

// Safe to print: characters nobody sees are escaped.
function printYaml(value: unknown): string {
  const document = new Document(value, { ...compatible, aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_key, node) {
      if (isHidden(node)) node.type = 'QUOTE_DOUBLE'
    },
  })
  return escapeHidden(document.toString(options))
}

/** Several values as the documents of one file, without a line break at the end. */
export function printYamlDocuments(values: readonly unknown[]): string {
  return withoutEnd(values.map(printYaml).join('---\n'))
}

/** A text as a YAML scalar that fits on one line. */
export function yamlScalar(text: string): string {
  const isPlain = escapeHidden(text) === text && !text.includes('\n')
  return isPlain
    ? withoutEnd(stringify(text, { ...options, ...compatible, blockQuote: false }))
    : escapeHidden(JSON.stringify(text))
}

function isHidden(node: Scalar): boolean {
  return isScalar(node) && typeof node.value === 'string' && escapeHidden(node.value) !== node.value
}

// Only the line break: other white space at the end may belong to a value.
function withoutEnd(text: string): string {
  return text.replace(/\n$/, '')
}
