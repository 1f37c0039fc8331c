import { yamlScalar } from '#core/source'

/** The version that new manifests have. */
export const templateVersion = '0.1.0'

/** The template, itself a valid manifest, with another name and description. */
export function fillManifest(
  template: string,
  { name, description }: { name: string; description?: string | undefined },
): string {
  // Paths in its examples have the name too.
  const renamed = template.replaceAll(fieldOf(template, 'name'), name)
  const named = withField(renamed, 'name', name)
  return description === undefined ? named : withField(named, 'description', description)
}

// The metadata come first, so the first field of this name at this depth is theirs.
function pattern(field: string): RegExp {
  return new RegExp(`^  ${field}: (.*)$`, 'm')
}

function fieldOf(text: string, field: string): string {
  const value = pattern(field).exec(text)?.[1]
  if (value === undefined) throw new Error(`The template has no ${field}.`)
  return value
}

function withField(text: string, field: string, value: string): string {
  return text.replace(pattern(field), () => `  ${field}: ${yamlScalar(value)}`)
}
