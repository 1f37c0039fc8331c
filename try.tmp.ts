import { inferType, typeOfSchema, describeType, loadExpressions, schemaOfType, compileExpression } from '#core/expression'
import { SchemaEmbedder } from '#core/schema'
await loadExpressions()
const input = { type:'object', required:['name','count','price','tags','items','owner','status','maybe'], additionalProperties:false, properties:{
 name:{type:'string'}, count:{type:'integer'}, price:{type:'number'}, tags:{type:'array',items:{type:'string'}}, flag:{type:'boolean'},
 items:{type:'array',items:{type:'object',required:['sku'],properties:{sku:{type:'string'},qty:{type:'integer'},note:{type:['string','null']}}, additionalProperties:false}},
 owner:{type:['object','null'],required:['name'],properties:{name:{type:'string'}}}, status:{enum:['open','paid']}, maybe:{anyOf:[{type:'integer'},{type:'null'}]}, map:{type:'object',additionalProperties:{type:'integer'}} } }
const scope = { variables: new Map([['input', typeOfSchema(input)]]) }
for (const s of process.argv.slice(2)) {
  const c = compileExpression(s); if ('problem' in c) { console.log(s,'✗', JSON.stringify(s.slice(c.problem.start,c.problem.end)), c.problem.message, c.problem.hint); continue }
  const r = inferType(s, scope as never); const e=new SchemaEmbedder()
  console.log(s, ' :: ', describeType(r.type), JSON.stringify(schemaOfType(r.type,e)))
  for (const p of r.problems) console.log('    ', p.kind, JSON.stringify(s.slice(p.start,p.end)), p.message, '|', p.hint ?? '', '|', p.declared.map(d=>d.message).join(' ; '))
}
