/** JSON values, pointers, canonical form and content hash. Knows nothing of files, schemas or the product. */
export { canonicalJson, hashJson, hashText } from './canonical.ts'
export {
  appendPointer,
  itemPointers,
  memberAt,
  memberPointers,
  parsePointer,
  segmentsOf,
  toPointer,
  valueAt,
} from './pointer.ts'
export { isObject, type JsonObject, type JsonValue, setOwn } from './value.ts'
export { without } from './without.ts'
