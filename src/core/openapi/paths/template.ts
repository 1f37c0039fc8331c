// As in all versions of the specification; what holds a slash is no name.
const expression = /\{([^{}/]+)\}/g

/** The names in a path such as `/orders/{id}`, in order. */
export function templateNames(path: string): string[] {
  return [...path.matchAll(expression)].map(([, name = '']) => name)
}

/** Equal for two paths that nobody could tell from one another. */
export function sameTemplate(path: string): string {
  return path.replaceAll(expression, '{}')
}
