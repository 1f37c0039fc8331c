import { isObject, toPointer } from '#core/json'
import { locate } from './document.ts'
import type { EndpointContext, SecurityRequirement, SecurityScheme } from './endpoint-model.ts'
import type { Located } from './reference.ts'
import { below } from './reference.ts'

/** The ways to be let in: those of the operation, or else those of the document. */
export function readSecurity(context: EndpointContext): readonly SecurityRequirement[] {
  const { document, operation } = context
  const own = below(operation, 'security')
  const list = Array.isArray(own.value) ? own : locate(document, toPointer('security'))
  if (!Array.isArray(list.value)) return []
  return list.value.flatMap((_, index): SecurityRequirement[] => {
    const requirement = below(list, index)
    if (!isObject(requirement.value)) return []
    const schemes = Object.entries(requirement.value).map(([name, scopes]): [string, SecurityScheme] => [
      name,
      { scopes: Array.isArray(scopes) ? scopes.map(String) : [], definition: schemeOf(context, name) },
    ])
    return [{ ...requirement, schemes: new Map(schemes) }]
  })
}

function schemeOf({ document, resolve }: EndpointContext, name: string): Located | undefined {
  const owner = document.version === '2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes']
  const found = resolve(locate(document, toPointer(...owner, name)))
  return isObject(found?.value) ? found : undefined
}
