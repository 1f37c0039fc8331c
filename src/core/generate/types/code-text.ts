/** A name as the key of a property in TypeScript. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name) ? name : JSON.stringify(name)
}

/** A description as a documentation comment above a line, or nothing. Nothing in it can end the comment. */
export function docComment(description: string | undefined, indentation: string): string {
  const lines = (description ?? '')
    .trim()
    .replaceAll('*/', '*\\/')
    .split(/\r\n|[\n\r\u2028\u2029]/)
  if (lines.length === 1 && lines[0] === '') return ''
  if (lines.length === 1) return `${indentation}/** ${lines[0]} */\n`
  const body = lines.map((line) => `${indentation} * ${line.trimEnd()}`.trimEnd())
  return `${[`${indentation}/**`, ...body, `${indentation} */`].join('\n')}\n`
}

/** A member of an object type. A type of several lines has been indented for its place. */
export function member(
  { name, type, isOptional = false }: { name: string; type: string; isOptional?: boolean },
  indentation: string,
): string {
  return `${indentation}${propertyKey(name)}${isOptional ? '?' : ''}: ${type};\n`
}

/** One level deeper, as openapi-typescript indents. */
export const indentationStep = '    '
