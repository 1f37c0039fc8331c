/** The label that all nodes have, so that their ids can be looked up. */
export const commonLabel = 'OssaNode'

/** `mcp-server` as `McpServer`. */
export function labelOf(kind: string): string {
  return words(kind)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** `has-capability` as `HAS_CAPABILITY`. */
export function relationshipTypeOf(kind: string): string {
  return words(kind)
    .map((word) => word.toUpperCase())
    .join('_')
}

function words(kind: string): string[] {
  return kind.match(/[\p{L}\p{N}]+/gu) ?? ['Other']
}
