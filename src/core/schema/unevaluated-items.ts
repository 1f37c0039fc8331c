import { _, type CodeKeywordDefinition, str } from 'ajv'

/**
 * The keyword as ajv has it, which takes "all items" for a number where only the value tells whether a branch has looked at them
 * all. `contains`, which looks at items here and there, is beyond both.
 */
export const unevaluatedItems: CodeKeywordDefinition = {
  keyword: 'unevaluatedItems',
  type: 'array',
  schemaType: ['boolean', 'object'],
  error: { message: () => str`must NOT have unevaluated items`, params: () => _`{}` },
  code(context) {
    const { gen, schema, data, it } = context
    const seen = it.items ?? 0
    if (seen === true) return
    it.items = true
    if (schema === true) return
    const isSeen = _`${seen} === true`
    const length = gen.const('len', _`${data}.length`)
    if (schema === false) {
      context.fail(_`!(${isSeen}) && ${length} > (${seen} || 0)`)
      return
    }
    const valid = gen.let('valid', true)
    gen.if(_`!(${isSeen})`, () =>
      gen.forRange('i', _`${seen} || 0`, length, (index) => {
        const isItemValid = gen.name('item')
        context.subschema({ keyword: 'unevaluatedItems', dataProp: index, dataPropType: 0 }, isItemValid)
        gen.if(_`!${isItemValid}`, () => gen.assign(valid, false))
      }),
    )
    context.ok(valid)
  },
}
